"use strict";
// The page of a document: one form at a time, its picture beside its typed rows.
jixiao.views.document = async (main, [id, formText, rowText]) => {
  const { h, t, code, column, doc, inert, money, load, forget, badge, empty, corrections } = jixiao;
  if (!/^[0-9a-f]{16}(-\d+)?$/.test(id ?? "")) throw new Error("not found");
  const page = await load(`documents/${id}`);
  const pictures = page.pictured ? await load(`pictures/${id}`) : null;
  forget("documents/", 12);
  forget("pictures/", 12);
  const at = Math.max(0, page.forms.findIndex((each) => String(each.no) === formText));
  const form = page.forms[at];

  const head = h("header.document", {},
    h("p.crumbs", {}, h("a", { href: "#/documents" }, t("documents")), " / ", doc(page.path, 120)),
    h("h1", {}, doc(page.title ?? page.path, 160)),
    h("p.meta", {}, badge(page.status, code(page.status)),
      [page.publisher && doc(page.publisher, 80), page.year ?? t("year_unknown"), page.format, page.reason && code(page.reason)]
        .filter(Boolean).map((each) => [" · ", each])),
    page.message ? h("p.notice", {}, h("b", {}, `${t("message")}: `), inert(page.message)) : null,
    issues(page.issues), boxed());
  if (!form) { jixiao.fill(main, head, empty(t("no_forms"))); return; }

  const place = { sha256: page.sha256, id: page.id, path: page.path, form: form.no };
  const boxes = [
    ...form.rows.filter((row) => row.box).map((row) => ({ key: `r${row.no}`, page: row.page, box: row.box, kind: row.confidence })),
    ...form.funding.filter((line) => line.box).map((line) => ({ key: `m${line.no}`, page: line.page, box: line.box, kind: "money" })),
  ];
  const own = pictures ? pictures.pictures.filter((each) => each.form === form.no) : [];
  const pane = own.length ? jixiao.picture.pane(own, boxes, chosen) : jixiao.picture.without(why());

  function why() {
    if (page.format !== "pdf") return t("no_pages");
    if (!page.pictured) return t("no_pictures");
    return t("no_picture_form", t(`picture_${pictures.problem ?? "left_out"}`));
  }
  function boxed() {
    return pictures?.missing_fonts?.length ? h("p.notice", {}, t("missing_fonts", pictures.missing_fonts.join(", "))) : null;
  }
  function issues(found) {
    return found.length ? h("ul.issues", {}, found.map((each) => h("li", {}, badge(each.severity, code(each.severity)), " ", h("b", {}, code(each.code)), " ", doc(each.text, 400)))) : null;
  }
  function checks(found) {
    const failing = found.filter((each) => each.verdict === "fails");
    return failing.length ? h("ul.issues", {}, failing.map((each) => h("li", {}, badge("check", t("reason_check")), " ", h("b", {}, code(each.rule)), " ",
      doc(each.left, 300), " ≠ ", doc(each.right, 300), each.difference ? h("span.muted", {}, ` (${each.difference})`) : null))) : null;
  }
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
    return fields.map((field) => corrections.of({ sha256: page.sha256, form: form.no, row, field })).filter(Boolean)
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
  const choices = (row) => FIELDS.filter((name) => NEEDED.has(name) || row.raw[name] !== null).map((name) => [name, row.raw[name] ?? ""]);
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
          amended(each.corrections), pending(each.no, FIELDS)),
        h("td.read", { "data-label": t("read_as") }, each.details.kind === "missing" ? badge("low", code("value_missing")) : doc(jixiao.readAs(each.details), 160)),
        h("td.doubts", { "data-label": t("doubt") }, doubts(each))),
      open ? h("tr.more", { id: `${key}-more` }, h("td", { colspan: 6 }, more(each))) : null,
    ];
  }
  function more(each) {
    return h("div.details", { role: "group", "aria-label": t("details", each.name) },
      h("div", {}, h("h4", {}, t("cells")), h("dl.plain", {}, choices(each).map(([name, text]) => [h("dt", {}, code(name)), h("dd.long", {}, text ? doc(text, 20000) : h("span.muted", {}, t("empty")))])),
        correct(each.no, choices(each), each.name)),
      h("div", {}, h("h4", {}, t("typed")), h("dl.plain", {}, Object.entries(each.details).map(([name, value]) => [h("dt", { title: column(name) }, code(`of_${name}`)), h("dd", {}, doc([value].flat().map((each) => (TRANSLATED.has(name) ? code(each) : plain(each))).join("、"), 400))])),
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

  const title = (each) => each.project_name ?? each.department_name ?? each.title ?? code(each.kind);
  const link = (n) => `#/d/${page.id}/${page.forms[n].no}`;
  const nav = h("nav.forms", { "aria-label": t("choose_form") },
    h("label", {}, h("span", {}, t("form_of", at + 1, page.forms.length)), h("select", { id: "form", onchange: (event) => { location.hash = link(Number(event.target.value)); } },
      page.forms.map((each, n) => h("option", { value: n, selected: n === at }, `${each.no}. ${inert(title(each)).slice(0, 60)}`)))),
    at > 0 ? h("a.step", { href: link(at - 1), id: "previous", rel: "prev" }, `← ${t("previous")}`) : null,
    at + 1 < page.forms.length ? h("a.step", { href: link(at + 1), id: "next", rel: "next" }, `${t("next")} →`) : null);

  const typed = () => [
    h("h2", {}, doc(title(form), 120)),
    h("p.meta", {}, [code(form.kind), code(form.stage), form.layout, form.year, form.money === null ? null : money(form.money)].filter(Boolean).join(" · ")),
    facts(), checks(form.checks), issues(form.issues), funding(), rows(),
  ].filter(Boolean);
  const content = h("section.typed", {}, typed());
  jixiao.fill(main, head, nav, h("div.beside", {}, pane.element, content));

  if (rowText) {
    const target = form.rows.find((each) => String(each.no) === rowText);
    if (target) { opened.add(target.no); content.replaceChildren(...typed()); }
    const button = document.getElementById(`r${rowText}`)?.querySelector("button.value");
    button?.focus({ preventScroll: true });
    document.getElementById(`r${rowText}`)?.scrollIntoView({ block: "center" });
    return "focused";
  }
  return undefined;
};
