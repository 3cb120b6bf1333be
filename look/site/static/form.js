"use strict";
// A form of a document: its facts, money and typed rows, beside what was published.
jixiao.formBody = async (page, { form, title }, rowText) => {
  const { h, t, code, column, doc, money, badge, empty, corrections } = jixiao;
  const issues = jixiao.issueList;
  const checks = jixiao.checkList;
  const place = { sha256: page.sha256, id: page.id, path: page.path, form: Number(form.no) };
  // What a row does not have was left out.
  const bare = { page: null, place: null, box: null, probability: null, second: null, flags: [], corrections: [], issues: [], checks: [] };
  form.rows = form.rows.map((row) => ({ ...bare, ...row }));
  const boxes = [
    ...form.rows.map((row) => ({ key: `r${row.no}`, page: row.page, box: row.box, place: row.place, kind: row.confidence })),
    ...form.funding.map((line) => ({ key: `m${line.no}`, page: line.page, box: line.box, place: line.place, kind: "money" })),
  ];
  const pane = await jixiao.evidence(page, form.no, boxes, chosen);

  // A box was clicked: its value gets the focus, which lights the box.
  function chosen(key) {
    document.getElementById(key)?.querySelector("button.value")?.focus();
  }
  const light = (key) => ({ onfocus: () => pane.show(key), onmouseenter: () => pane.show(key) });
  function amended(found, field) {
    const done = found.filter((each) => !field || each.field === field);
    return done.map((each) => h("span.amended", {}, `${field ? "" : `${code(each.field)} `}`, t("was", each.printed)));
  }
  function pending(row, fields) {
    return fields.map((field) => corrections.of({ sha256: page.sha256, form: place.form, row, field })).filter(Boolean)
      .map((each) => h("span.pending", {}, `${code(each.field)}: `, t("pending", each.corrected)));
  }
  function correct(row, choices, label) {
    if (!page.sha256) return null;
    return h("button.plain.small.correct", { type: "button", "aria-label": t("correct_field", label), onclick: () => corrections.ask({ ...place, row }, choices, redraw) }, t("correct"));
  }
  function redraw() {
    const key = document.activeElement?.closest("[id]")?.id;
    content.replaceChildren(...typed());
    if (key) document.getElementById(key)?.querySelector("button")?.focus();
  }

  // Facts above the rows
  function facts() {
    const FIELDS = ["project_name", "department_name", "supervisor", "implementing_unit", "goal", "goal_long_term"];
    const text = { ...form, supervisor: [form.supervisor_code, form.supervisor_name].filter(Boolean).join(" ") };
    return h("dl.facts", {}, FIELDS.filter((name) => text[name]).map((name) => [
      h("dt", {}, t(name)),
      h("dd", { id: `f-${name}` }, h("span", { class: name.startsWith("goal") ? "goal" : null }, doc(text[name], 4000)), " ",
        // A supervisor's code and name are parted in the dataset: its printed text is not known here.
        name === "supervisor" && form.supervisor_code ? null : correct(null, [[name, text[name]]], t(name)),
        amended(form.corrections, name), pending(null, [name]))]));
  }
  function funding() {
    if (!form.funding.length) return null;
    return h("section", {}, h("h3", {}, t("funding")), h("table.cards.money-lines", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("item")), h("th", { scope: "col" }, t("printed")), h("th.n", { scope: "col" }, t("amount")), h("td", {}))),
      h("tbody", {}, form.funding.map((line) => {
        const key = `m${line.no}`;
        return h("tr", { id: key, onmouseenter: () => pane.show(key) },
          h("th", { scope: "row" }, doc(line.label, 80), line.horizon === "mid_term" ? h("span.muted", {}, ` ${code("mid_term")}`) : null),
          h("td", { "data-label": t("printed") }, h("button.value", { type: "button", ...light(key) }, line.raw.amount ? doc(line.raw.amount, 80) : t("empty"), line.raw.amount_unit ? [" ", doc(line.raw.amount_unit, 20)] : null),
            amended(line.corrections), pending(line.no, ["amount", "amount_unit"])),
          h("td.n", { "data-label": t("amount") }, line.amount === null ? (line.raw.amount ? badge("low", t("not_read")) : "–") : money(line.amount)),
          h("td", {}, correct(line.no, [["amount", line.raw.amount], ["amount_unit", line.raw.amount_unit ?? ""]], line.label)));
      }))));
  }

  // Rows
  const FIELDS = ["value", "name", "level1", "level2", "operator", "unit", "type", "direction", "weight", "actual", "score"];
  const NEEDED = new Set(["value", "name", "level1", "level2"]);
  const choices = (row) => FIELDS.filter((name) => NEEDED.has(name) || name in row.raw).map((name) => [name, row.raw[name] ?? ""]);
  const opened = new Set();
  const TRANSLATED = new Set(["kind", "operator_source", "unit_source", "per_source", "period_source", "dimension", "period_type", "qual_scale", "qual_direction", "qual_degree", "parse_status", "horizon"]);
  const plain = (value) => (/^-?\d+\.\d*0$/.test(value) ? value.replace(/\.?0+$/, "") : value);
  function doubts(row) {
    const failing = row.checks.filter((each) => each.verdict === "fails");
    return [
      row.confidence === "high" ? null : badge(row.confidence, code(row.confidence)),
      failing.length ? badge("check", t("reason_check")) : null,
      row.corrections.length ? badge("corrected", code("corrected")) : null,
      row.flags.length && row.confidence !== "high" ? h("span.codes", {}, row.flags.filter((flag) => flag !== "corrected").map(code).join(" · ")) : null,
    ];
  }
  function row(each, before) {
    const key = `r${each.no}`;
    const levels = [each.raw.level1, each.raw.level2].filter(Boolean);
    const repeated = before && before.raw.level1 === each.raw.level1 && before.raw.level2 === each.raw.level2;
    const open = opened.has(each.no);
    return [
      h(`tr.row.is-${each.confidence}`, { id: key, onmouseenter: () => pane.show(key) },
        h("td.n.muted", {}, each.no),
        h("td", { "data-label": t("level"), class: repeated ? "level is-repeated" : "level" }, h("span", {}, levels.map((level, n) => [n ? " › " : null, doc(level, 40)]))),
        h("th", { scope: "row" }, doc(each.name, 160)),
        h("td", { "data-label": t("printed") },
          h("button.value", { type: "button", "aria-expanded": String(open), "aria-controls": `${key}-more`, ...light(key), onclick: () => toggle(each) }, each.raw.value ? doc(each.raw.value, 160) : t("empty")),
          seen(each), amended(each.corrections), pending(each.no, FIELDS)),
        h("td.read", { "data-label": t("read_as") }, each.details.kind === "missing" ? badge("low", code("value_missing")) : doc(jixiao.readAs(each.details), 160)),
        h("td.doubts", { "data-label": t("doubt") }, doubts(each))),
      open ? h("tr.more", { id: `${key}-more` }, h("td", { colspan: 6 }, more(each))) : null,
    ];
  }
  // A doubtful value as it is printed, and how well it was seen where it was read from a picture.
  function seen(each) {
    if (each.confidence === "high") return null;
    const { probability, second } = each;
    return [pane.crop(each.page, each.box), probability === null ? null : h("span.muted.block", {}, t("seen_with", probability.toFixed(2)), second ? [" · ", t("second_reading"), doc(second, 60)] : null)];
  }
  function more(each) {
    return h("div.details", { role: "group", "aria-label": t("details", each.name) },
      h("div", {}, h("h4", {}, t("cells")), h("dl.plain", {}, choices(each).map(([name, text]) => [h("dt", {}, code(name)), h("dd.long", {}, text ? doc(text, 20000) : h("span.muted", {}, t("empty")))])),
        correct(each.no, choices(each), each.name)),
      h("div", {}, h("h4", {}, t("typed")), h("dl.plain", {}, Object.entries(each.details).map(([name, value]) => [h("dt", { title: column(name) }, code(`of_${name}`)), h("dd", {}, doc([value].flat().map((each) => (TRANSLATED.has(name) ? code(each) : plain(each))).join("、"), 400))])),
        each.place ? h("p.muted", {}, `${t("stands_at")} `, jixiao.placed(each.place)) : null,
        h("p.codes", {}, each.flags.map(code).join(" · "))),
      checks(each.checks), issues(each.issues));
  }
  function toggle(each) {
    if (opened.has(each.no)) opened.delete(each.no); else opened.add(each.no);
    redraw();
  }
  function rows() {
    if (!form.rows.length) return empty(t("no_rows"));
    return h("section", {}, h("h3", {}, t("indicators")), h("table.cards.rows", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "#"), ["level", "name", "printed", "read_as", "doubt"].map((name) => h("th", { scope: "col" }, t(name))))),
      h("tbody", {}, form.rows.map((each, n) => row(each, form.rows[n - 1])))));
  }

  const typed = () => [
    h("h2", {}, doc(title, 120)),
    h("p.meta", {}, [code(form.kind), code(form.stage), form.layout, form.year, form.money === null ? null : money(form.money)].filter(Boolean).join(" · ")),
    facts(), checks(form.checks), issues(form.issues), funding(), rows(),
  ].filter(Boolean);
  const content = h("section.typed", {}, typed());
  function focus() {
    if (!rowText) return false;
    const button = document.getElementById(`r${rowText}`)?.querySelector("button.value");
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: "center" });
    return Boolean(button);
  }
  if (rowText && form.rows.some((each) => String(each.no) === rowText)) {
    opened.add(Number(rowText));
    content.replaceChildren(...typed());
  }
  return { evidence: pane.element, content, focus, missing: pane.missing };
};
