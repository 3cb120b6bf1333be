"use strict";
// A budget table of a document: its sums that fail, then its amounts as rows and columns.
jixiao.budgetBody = async (page, { table, title }, lineText) => {
  const { h, t, code, doc, said, number, money, badge, empty } = jixiao;
  // What an amount has that says nothing else, as look/site/budgets.py leaves it out.
  const bare = { amount: null, confidence: "high", flags: [], page: null, box: null, place: null };
  for (const row of table.rows) row.amounts = row.amounts.map((each) => ({ ...bare, ...each }));
  const amounts = table.rows.flatMap((row) => row.amounts);
  const boxes = amounts.map((each) => ({ key: `a${each.no}`, page: each.page, box: each.box, place: each.place, kind: each.confidence }));
  const focusOn = (key) => document.getElementById(key)?.querySelector("button.value")?.focus();
  const pane = await jixiao.evidence(page, table.no, boxes, focusOn);
  const failing = new Set(table.failing.flatMap((each) => each.at));

  function sums() {
    if (!table.failing.length) return h("p.muted", {}, t("sums_close"));
    return h("section.failing", {}, h("h3", {}, t("sums_failing")), h("ol.sums", {}, table.failing.map((each) => h("li", {},
      badge("check", code(each.severity)), " ", h("b", {}, code(`rule.${each.rule}`)),
      each.at.length ? h("button.plain.small.to-amount", { type: "button", onclick: () => focusOn(`a${each.at[0]}`) }, t("show_amount")) : null,
      h("span.block", {}, doc(said(each.left), 300)), h("span.block", {}, "≠ ", doc(said(each.right), 900)),
      each.difference ? h("span.muted.block", {}, t("difference", money(each.difference))) : null))));
  }
  function amount(each) {
    const key = `a${each.no}`;
    const why = each.flags.filter((flag) => each.confidence !== "high" && flag).map(code).join(" · ");
    const show = () => pane.show(key);
    return h(`span.amount.is-${each.confidence}${failing.has(each.no) ? ".is-failing" : ""}`, { id: key, onmouseenter: show },
      h("button.value", { type: "button", onfocus: show, title: each.amount === null ? null : money(each.amount) }, doc(each.text, 60)),
      each.confidence === "high" ? null : [pane.crop(each.page, each.box), h("span.codes.block", {}, why)]);
  }
  function lines() {
    if (!table.rows.length) return empty(t("table_empty"));
    const columns = table.columns.map(([col]) => col);
    return h("div.wide", { tabindex: 0, role: "region", "aria-label": t("amounts") }, h("table.amounts", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("row_label")), table.columns.map(([, head]) => h("th.n", { scope: "col" }, doc(head, 60))))),
      h("tbody", {}, table.rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.labels.map((label, n) => [n ? " / " : null, doc(label, 80)])),
        columns.map((col) => h("td.n", {}, row.amounts.filter((each) => each.col === col).map(amount))))))));
  }
  const [seen, read, passed, lost] = table.cells;
  const content = h("section.typed", {},
    h("h2", {}, doc(title, 120)),
    h("p.meta", {}, [code(`table_${table.kind}`), table.phase && code(table.phase), table.year, table.number && doc(table.number, 40), table.unit && doc(table.unit, 20)].filter(Boolean).map((each, n) => [n ? " · " : null, each])),
    table.department_name ? h("p.meta", {}, doc(table.department_name, 80)) : null,
    sums(),
    h("h3", {}, t("amounts")), h("p.muted", {}, t("cells_ledger", number(seen), number(read), number(passed), number(lost))),
    lines(), table.note ? h("p.muted", {}, doc(table.note, 1000)) : null);

  function focus() {
    if (!lineText) return false;
    const button = document.getElementById(`a${lineText}`)?.querySelector("button.value");
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: "center", inline: "center" });
    return Boolean(button);
  }
  return { evidence: pane.element, content, focus, missing: pane.missing };
};
