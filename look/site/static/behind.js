"use strict";
// The rows behind the overview's own figures. The build counts by document (look/site/counts.py); what
// is counted is found on the page of its document when it comes into sight.
(() => {
  const { h, t, code, said, doc, number, load } = jixiao;
  const nameOf = (form) => form.project_name ?? form.department_name ?? form.title ?? code(form.kind);
  const named = (page, at) => {
    const form = page.forms.find((each) => each.no === at);
    if (form) return nameOf(form);
    const table = page.budgets.find((each) => each.no === at);
    return table ? table.title ?? code(`table_${table.kind}`) : "";
  };
  const rowsOf = (page, wanted) => page.forms.flatMap((form) => form.rows.filter(wanted).map((row) => (
    { to: [form.no, row.no], name: row.name, text: jixiao.printedRow(row), of: nameOf(form), page: row.page, place: row.place })));
  const amended = (form, parts) => parts.flatMap(([to, name, found, place]) => (found ?? []).map((each) => (
    { to, name: [code(each.field), name].filter(Boolean).join(" · "), text: `${each.printed} → ${each.corrected}`, of: nameOf(form), place })));

  // What of a page each kind of figure counts: where it leads, its name, what is printed, of what form.
  const KINDS = {
    form: (page) => page.forms.map((form) => ({ to: [form.no], name: nameOf(form), text: code(form.kind), of: form.year ?? "" })),
    money: (page, _, numbers) => page.forms.filter((form) => numbers.includes(Number(form.no))).map((form) => (
      { to: [form.no], name: nameOf(form), text: jixiao.money(form.money), of: form.year ?? "" })),
    row: (page, [which]) => rowsOf(page, (row) => which === undefined
      || (which === "high" ? row.confidence === "high" : ["full", "partial"].includes(row.details.parse_status))),
    flag: (page, [flag]) => rowsOf(page, (row) => (row.flags ?? []).includes(flag)),
    corrected: (page) => [
      ...page.forms.flatMap((form) => amended(form, [[[form.no], "", form.corrections]])),
      ...page.forms.flatMap((form) => amended(form, form.funding.map((line) => [[form.no], line.label, line.corrections, line.place]))),
      ...page.forms.flatMap((form) => amended(form, form.rows.map((row) => [[form.no, row.no], row.name, row.corrections, row.place])))],
    check: (page, [rule, verdict]) => page.stated.checks.filter((each) => each[0] === rule && each[1] === verdict).map(
      ([, , at, row, left, right, difference]) => (
        { to: [at, row], name: said(left), sign: verdict === "note" ? "·" : jixiao.sign({ verdict, difference }), text: said(right), of: named(page, at) })),
    issue: (page, [issue, severity]) => page.stated.issues.filter((each) => each[0] === issue && each[1] === severity).map(
      ([, , at, row, on, text]) => ({ to: [at, row], name: said(text) || page.path, text: "", of: named(page, at), page: on })),
    rows: (page) => [{ to: [], name: page.title ?? page.path, text: t("rows_ledger", ...page.rows.map(number)), of: page.publisher ?? "" }],
  };

  const titles = (kind, [one, two]) => ({
    form: () => [t("forms_read")], row: () => [t(one === "typed" ? "typed_share" : one === "high" ? "high_share" : "indicators_read")],
    money: () => [t("money_covered"), t(`money_${one}`)], flag: () => [t("chart_doubts"), code(one)],
    corrected: () => [code("corrected")], check: () => [code(`rule.${one}`), two === "note" ? t("noted") : t(two)],
    issue: () => [code(`issue.${one}`), code(two)], rows: () => [t("rows_of_documents")],
  })[kind]();

  jixiao.views.behind = async (main, _, query) => {
    const what = query.get("of") ?? "";
    const [kind, ...rest] = what.split(".");
    if (!Object.hasOwn(KINDS, kind)) throw new Error("not found");
    const entries = [];
    for (let n = 0; n < jixiao.get("run").shards["figure-behind"]; n += 1) {
      for (const [id, figure, count] of await load(`figure-behind-${n}`)) {
        if (figure !== what) continue;
        const many = Array.isArray(count) ? count.length : kind === "rows" ? 1 : count;
        for (let at = 0; at < many; at += 1) entries.push([id, at, count]);
      }
    }
    const [title, lead] = titles(kind, rest);
    jixiao.fill(main, h("p.crumbs", {}, h("a", { href: "#/" }, t("overview"))), h("h1", {}, title), lead ? h("p.lead", {}, lead) : null);
    await jixiao.rowList(main, entries, async ([id, at, count]) => {
      const page = await load(`documents/${id}`);
      jixiao.forget("documents/", 60);
      const one = KINDS[kind](page, rest, count)[at];
      const to = [id, ...one.to.filter((each) => each !== null && each !== undefined)].join("/");
      const place = one.place ? jixiao.placed(one.place) : one.page ? t("at_page", one.page) : null;
      return h("tr", {},
        h("th", { scope: "row" }, h("a.entry", { href: `#/d/${to}` }, doc(one.name, 160))),
        h("td", {}, one.sign ? h("b.sign", {}, `${one.sign} `) : null, one.text ? h("span.value-text", {}, doc(one.text, 160)) : null),
        h("td", {}, doc(one.of, 60)), h("td.muted", {}, doc(page.path, 60), place ? [" ", place] : null));
    });
  };
})();
