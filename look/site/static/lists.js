"use strict";
// Documents as a list: it reads its files one after the other.
jixiao.views.documents = (main, _, query) => {
  const { h, t, code, doc, get, load, number, money, badge, empty } = jixiao;
  const run = get("run");
  const PAGE = 100;
  const state = { words: query.get("q") ?? "", status: query.get("status") ?? "", year: query.get("year") ?? "", reason: query.get("reason") ?? "", shown: PAGE };
  const body = h("tbody", {});
  const foot = h("p.foot", {});
  const more = h("button.plain", { type: "button", onclick: () => { state.shown += PAGE; fill(); } }, t("show_more"));
  let turn = 0;

  const matches = (each) => {
    if (state.status && each.status !== state.status) return false;
    if (state.reason && each.reason !== state.reason) return false;
    if (state.year && String(each.year) !== state.year) return false;
    const text = `${each.path} ${each.title ?? ""} ${each.publisher ?? ""}`.toLowerCase();
    return state.words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  };
  const line = (each) => h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `#/d/${each.id}` }, doc(each.path, 90)), each.title ? h("span.muted.block", {}, doc(each.title, 90)) : null),
    h("td", { "data-label": t("publisher") }, each.publisher ? doc(each.publisher, 60) : "–"),
    h("td", { "data-label": t("year") }, each.year ?? "–"),
    h("td", { "data-label": t("status") }, badge(each.status, code(each.status)), each.reason ? h("span.muted", {}, ` ${code(each.reason)}`) : null),
    h("td.n", { "data-label": t("forms") }, number(each.forms)),
    h("td.n", { "data-label": t("rows") }, number(each.rows)),
    h("td.n", { "data-label": t("doubts") }, number(each.doubts)),
    h("td.n", { "data-label": t("largest") }, each.money === null ? "–" : money(each.money)));

  async function fill() {
    const now = ++turn;
    const found = [];
    for (let n = 0; n < run.shards.documents; n += 1) {
      found.push(...(await load(`documents-${n}`)).filter(matches));
      if (now !== turn) return;
    }
    body.replaceChildren(...found.slice(0, state.shown).map(line));
    if (!found.length) foot.replaceChildren(empty(t("nothing_matches")));
    else foot.replaceChildren(t("shown", number(Math.min(found.length, state.shown)), number(found.length)));
    if (found.length > state.shown) foot.append(" ", more);
  }
  const again = (name) => (event) => { state[name] = event.target.value; state.shown = PAGE; fill(); };
  const choose = (id, name, entries) => h("select", { id, "aria-label": t(name), onchange: again(name) },
    entries.map(([value, text]) => h("option", { value, selected: value === state[name] }, text)));

  jixiao.fill(main,
    h("h1", {}, t("documents")),
    h("div.filters", {},
      h("input", { type: "search", id: "document-words", "aria-label": t("filter"), placeholder: t("filter"), value: state.words, oninput: again("words") }),
      choose("of-status", "status", [["", `${t("status")}: ${t("all")}`], ...Object.keys(run.figures.statuses).map((name) => [name, code(name)])]),
      Object.keys(run.figures.reasons).length ? choose("of-reason", "reason", [["", `${t("not_read")}: ${t("all")}`], ...Object.keys(run.figures.reasons).map((name) => [name, code(name)])]) : null,
      choose("of-year", "year", [["", t("all_years")], ...run.years.map((year) => [String(year), year === null ? t("year_unknown") : String(year)])])),
    h("table.cards.list", {},
      h("thead", {}, h("tr", {}, ["path", "publisher", "year", "status"].map((name) => h("th", { scope: "col" }, t(name))),
        ["forms", "rows", "doubts", "largest"].map((name) => h("th.n", { scope: "col" }, t(name))))),
      body),
    foot);
  return fill();
};
