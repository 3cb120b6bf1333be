"use strict";
// Documents as a list, and the search over everything: both read their files one after the other.
jixiao.views.documents = (main, _, query) => {
  const { h, t, code, doc, get, load, number, money, badge, empty } = jixiao;
  const run = get("run");
  const PAGE = 100;
  const state = { words: query.get("q") ?? "", status: query.get("status") ?? "", year: query.get("year") ?? "", shown: PAGE };
  const body = h("tbody", {});
  const foot = h("p.foot", {});
  const more = h("button.plain", { type: "button", onclick: () => { state.shown += PAGE; fill(); } }, t("show_more"));
  let turn = 0;

  const matches = (each) => {
    if (state.status && each.status !== state.status) return false;
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
      choose("of-year", "year", [["", t("all_years")], ...run.years.map((year) => [String(year), year === null ? t("year_unknown") : String(year)])])),
    h("table.cards.list", {},
      h("thead", {}, h("tr", {}, ["path", "publisher", "year", "status"].map((name) => h("th", { scope: "col" }, t(name))),
        ["forms", "rows", "doubts", "largest"].map((name) => h("th.n", { scope: "col" }, t(name))))),
      body),
    foot);
  return fill();
};

jixiao.views.search = async (main, _, query) => {
  const { h, t, doc, get, load, empty } = jixiao;
  const MOST = 200;
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const list = h("ol.results", { "aria-label": t("search") });
  const foot = h("p.foot", { role: "status" });
  jixiao.fill(main, h("h1", {}, t("search")), list, foot);
  if (!words.length) { foot.replaceChildren(empty(t("search_empty"))); return; }
  const fits = (text) => words.every((word) => text.toLowerCase().includes(word));
  const result = (href, title, ...below) => h("li", {}, h("a.entry", { href }, h("span.about", {}, h("span.where", {}, title), h("span.what", {}, below))));
  const shards = get("run").shards.search;
  let found = 0;
  const mine = location.hash;
  for (let n = 0; n < shards && found < MOST; n += 1) {
    foot.textContent = t("searching", n + 1, shards);
    const part = await load(`search-${n}`);
    if (location.hash !== mine) return;
    for (const each of part) {
      if (found < MOST && fits(each.about)) { found += 1; list.append(result(`#/d/${each.id}`, doc(each.about, 140))); }
      for (const [form, name, rows] of each.forms) {
        if (found < MOST && fits(name)) { found += 1; list.append(result(`#/d/${each.id}/${form}`, doc(name, 120), t("form_of", form, each.forms.length))); }
        for (const [row, indicator, value] of rows) {
          if (found < MOST && fits(`${indicator} ${value}`)) {
            found += 1;
            list.append(result(`#/d/${each.id}/${form}/${row}`, [doc(indicator, 120), " ", h("span.value-text", {}, doc(value, 90))], doc(name, 90)));
          }
        }
      }
    }
  }
  if (!found) foot.replaceChildren(empty(t("nothing_matches")));
  else foot.textContent = found >= MOST ? t("found_most", MOST) : t("found", found);
};
