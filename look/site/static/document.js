"use strict";
// The page of a document: one form or budget table at a time, beside what was published.
jixiao.views.document = async (main, [id, name, rowText]) => {
  const { h, t, code, said, doc, inert, load, forget, badge, empty } = jixiao;
  if (!/^[0-9a-f]{16}(-\d+)?$/.test(id ?? "")) throw new Error("not found");
  const page = await load(`documents/${id}`);
  forget("documents/", 12);
  const parts = [
    ...page.forms.map((form) => ({ name: form.no, title: form.project_name ?? form.department_name ?? form.title ?? code(form.kind), form })),
    ...page.budgets.map((table) => ({ name: table.no, title: [table.title ?? code(`table_${table.kind}`), table.failing.length ? t("sums_fail", table.failing.length) : null].filter(Boolean).join(" · "), table })),
  ];
  const at = Math.max(0, parts.findIndex((each) => each.name === name));
  const part = parts[at];

  const head = h("header.document", {},
    h("p.crumbs", {}, h("a", { href: "#/documents" }, t("documents")), " / ", doc(page.path, 120)),
    h("h1", {}, doc(page.title ?? page.path, 160)),
    h("p.meta", {}, badge(page.status, code(page.status)),
      [page.publisher && doc(page.publisher, 80), page.year ?? t("year_unknown"), page.format, page.reason && code(page.reason)]
        .filter(Boolean).map((each) => [" · ", each])),
    jixiao.origins(page), jixiao.walk.links(),
    page.message ? h("p.notice", {}, h("b", {}, `${t("message")}: `), inert(said(page.message))) : null,
    jixiao.issueList(page.issues));
  if (!part) {
    const shown = page.shown ? await jixiao.evidence(page, "", [], () => {}) : null;
    jixiao.fill(main, head, empty(t("no_forms")), shown?.element);
    return;
  }

  const link = (n) => `#/d/${page.id}/${parts[n].name}`;
  const label = (each, n) => `${each.form ? "" : `${t("budget_table")} `}${n + 1}. ${inert(each.title).slice(0, 60)}`;
  const nav = h("nav.forms", { "aria-label": t("choose_form") },
    h("label", {}, h("span", {}, t("form_of", at + 1, parts.length)), h("select", { id: "form", onchange: (event) => { location.hash = link(Number(event.target.value)); } },
      parts.map((each, n) => h("option", { value: n, selected: n === at }, label(each, n))))),
    at > 0 ? h("a.step", { href: link(at - 1), id: "previous", rel: "prev" }, `← ${t("previous")}`) : null,
    at + 1 < parts.length ? h("a.step", { href: link(at + 1), id: "next", rel: "next" }, `${t("next")} →`) : null);
  const body = await (part.form ? jixiao.formBody : jixiao.budgetBody)(page, part, rowText);
  if (body.missing.length) head.append(h("p.notice", {}, t("missing_fonts", body.missing.join(", "))));
  jixiao.fill(main, head, nav, h("div.beside", {}, body.evidence, body.content));
  return body.focus() ? "focused" : undefined;
};

jixiao.issueList = (found) => {
  const { h, code, said, doc, badge } = jixiao;
  return found.length ? h("ul.issues", {}, found.map((each) => h("li", {}, badge(each.severity, code(each.severity)), " ", h("b", {}, code(`issue.${each.code}`)), " ", doc(said(each.text), 400)))) : null;
};
// How the sides of a check stand to each other: a check that bounds one by the other holds with a difference.
jixiao.sign = ({ verdict, difference }) => {
  if (verdict === "fails") return "≠";
  if (verdict === "holds_rounded") return "≈";
  if (!Number(difference)) return "=";
  return Number(difference) < 0 ? "≤" : "≥";
};
jixiao.checkList = (found) => {
  const { h, t, code, said, doc, badge } = jixiao;
  const failing = found.filter((each) => each.verdict === "fails");
  return failing.length ? h("ul.issues", {}, failing.map((each) => h("li", {}, badge("check", t("reason_check")), " ", h("b", {}, code(`rule.${each.rule}`)), " ",
    doc(said(each.left), 300), " ≠ ", doc(said(each.right), 300), each.difference ? h("span.muted", {}, ` (${each.difference})`) : null))) : null;
};
