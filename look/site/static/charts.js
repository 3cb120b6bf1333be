"use strict";
// Charts and the lists behind their figures. A chart comes as a tree of names, attributes and texts
// (look/site/charts.py); only what is listed here is ever made of it.
(() => {
  const NAMES = new Set(["svg", "g", "path", "text", "a"]);
  const KEPT = new Set(["transform", "d", "text-anchor", "viewBox", "font-size", "font-weight", "class", "width", "height", "aria-label"]);
  const words = (text) => jixiao.inert(text).replace(/§(\w+)§/g, (_, name) => jixiao.code(name));

  function drawn([name, attributes, children]) {
    if (!NAMES.has(name)) return "";
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "href" && value.startsWith("#/")) made.setAttribute("href", value);
      else if (key === "aria-label") made.setAttribute(key, words(value));
      else if (KEPT.has(key)) made.setAttribute(key, value);
    }
    made.append(...children.map((child) => (typeof child === "string" ? words(child) : drawn(child))));
    return made;
  }

  // What fills the third and the fourth series, told apart on grey paper too; once a page.
  function patterns() {
    if (document.getElementById("patterns")) return;
    const made = (name, attributes, ...children) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...children);
      return element;
    };
    const pattern = (id, size, ...strokes) => made("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" },
      made("rect", { class: "ground", width: size, height: size }), ...strokes);
    document.body.append(made("svg", { id: "patterns", "aria-hidden": "true" },
      pattern("hatched", 6, made("path", { class: "stroke", "stroke-width": 1.4, d: "M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5" })),
      pattern("dotted", 5, made("circle", { class: "stroke", cx: 2.5, cy: 2.5, r: 1 }))));
  }

  // A chart above its figures as a table: the picture for the eye, the table for everyone.
  jixiao.chart = (chart) => {
    const { h, t, doc } = jixiao;
    if (!chart.rows.length) return null;
    const series = chart.rows.some(([, each]) => each);
    const table = h("table.numbers", {},
      h("thead", {}, h("tr", {}, [t("chart_what"), series ? t("year") : null, t("chart_figure")].filter(Boolean).map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, chart.rows.map(([label, year, text, href]) => h("tr", {},
        h("th", { scope: "row" }, label.startsWith("§") ? words(label) : doc(label, 60)),
        series ? h("td", {}, year) : null,
        h("td", {}, h("a", { href }, words(text)))))));
    const title = t(chart.name);
    if (chart.picture) patterns();
    const picture = chart.picture ? drawn(chart.picture) : null;
    if (picture) { picture.setAttribute("role", "group"); picture.setAttribute("aria-label", title); picture.setAttribute("class", "chart"); }
    return h("figure.chart", {}, h("figcaption", {}, h("h2", {}, title)),
      picture ? h("div.drawing", {}, picture) : null,
      picture ? h("details", {}, h("summary", {}, t("chart_table")), table) : table);
  };

  // Rows behind a figure: places first, texts from their documents when they come into sight.
  const PAGE = 50;
  jixiao.rowList = (place, entries, line) => {
    const { h, t, number, empty, fill } = jixiao;
    const body = h("tbody", {});
    const foot = h("p.foot", { role: "status" });
    let shown = 0;
    async function more() {
      const from = shown;
      shown = Math.min(entries.length, shown + PAGE);
      const lines = [];
      for (const entry of entries.slice(from, shown)) lines.push(await line(entry));
      body.append(...lines);
      fill(foot, entries.length ? t("shown", number(shown), number(entries.length)) : empty(t("nothing_matches")),
        shown < entries.length ? [" ", h("button.plain", { type: "button", onclick: more }, t("show_more"))] : null);
    }
    place.append(h("table.cards.list.figures-list", {}, body), foot);
    return more();
  };

  jixiao.rowOf = async (id, form, row) => {
    const page = await jixiao.load(`documents/${id}`);
    jixiao.forget("documents/", 60);
    const found = page.forms.find((each) => Number(each.no) === Number(form));
    return { page, form: found, row: found?.rows.find((each) => Number(each.no) === Number(row)) };
  };
  jixiao.printedRow = (found) => [found?.raw.operator, found?.raw.value, found?.raw.unit].filter(Boolean).join(" ");
})();
