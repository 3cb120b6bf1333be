"use strict";
// The search over everything: an index names the parts that may hold the words, finds are counted
// by kind, year and department while the parts are read, and narrowed by them.
jixiao.views.search = async (main, _, query) => {
  const { h, t, doc, get, load, forget, number, empty } = jixiao;
  const PAGE = 60; // finds shown at a time
  const MOST = 1200; // and in all: who needs more narrows them down
  const OFFICES = 12; // departments to narrow by
  const [LINE, FIELD, TEXT] = ["\ue000", "\ue001", "\ue002"]; // as look/site/search_files.py has them
  const KINDS = ["document", "form", "table", "row"];
  const run = get("run").search;
  const words = (query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.fromEntries(["kind", "year", "office"].map((name) => [name, query.get(name)]));
  const list = h("ol.results", { "aria-label": t("search") });
  const foot = h("p.foot", { role: "status" });
  const facets = h("div.facets", {});
  jixiao.fill(main, h("h1", {}, t("search"), words.length ? [" ", doc(query.get("q"), 80)] : null), words.length ? foot : empty(t("search_empty")), facets, list);
  if (!words.length) return;

  // Which parts may hold all the words: a bit a part, for each pair of characters of each word.
  async function parts() {
    let may = (1n << BigInt(run.parts)) - 1n;
    for (const word of words) {
      const chars = [...word];
      const pairs = chars.length > 1 ? chars.slice(1).map((char, n) => chars[n] + char) : chars;
      for (const pair of new Set(pairs)) {
        const bucket = await load(`index-${pair.codePointAt(0) % run.buckets}`);
        may &= Object.hasOwn(bucket, pair) ? BigInt(`0x${bucket[pair]}`) : 0n;
        if (!may) return [];
      }
    }
    return Array.from({ length: run.parts }, (_, n) => n).filter((n) => (may >> BigInt(n)) & 1n);
  }

  const offices = await load("offices");
  const counts = { kind: new Map(), year: new Map(), office: new Map() };
  const finds = [];
  let found = 0;
  let shown = 0;
  const more = h("button.plain", { type: "button", id: "more", onclick: () => { entries(PAGE); status(); } }, t("show_more"));

  // What a line stands for: document, form or table, row; the lines of a form share most of it.
  let last = [];
  function told(head, form, row) {
    if (last[0] !== head || last[1] !== form) last = [head, form, owner(head, form)];
    const own = last[2];
    return row === "" ? own : { ...own, kind: "row", href: `${own.href}/${row}` };
  }
  function owner(head, form) {
    const [id, path, title, publisher, year, forms, formOffices, years, tables] = head;
    const table = form.startsWith("b") ? tables[Number(form.slice(1))] : null;
    const own = form !== "" && !table ? Number(form) : null;
    const office = table ? table[2] : own === null ? -1 : formOffices[own];
    return {
      kind: table ? "table" : own === null ? "document" : "form",
      year: String((own === null ? null : years[own]) ?? year ?? ""),
      office: office < 0 ? publisher ?? "" : offices[office],
      href: `#/d/${[id, table ? `b${table[0]}` : own === null ? "" : forms[own][0]].filter((each) => each !== "").join("/")}`,
      name: table ? table[1] : own === null ? "" : forms[own][1],
      about: [path, title].filter(Boolean).join(" · "),
      context: [path, title, publisher, own === null ? "" : forms[own][1], office < 0 ? "" : offices[office]].join(" ").toLowerCase(),
    };
  }
  function add(told, texts) {
    if (Object.entries(chosen).some(([name, value]) => value !== null && told[name] !== value)) return;
    found += 1;
    for (const [name, counted] of Object.entries(counts)) counted.set(told[name], (counted.get(told[name]) ?? 0) + 1);
    if (finds.length < MOST) finds.push([told, texts]);
  }
  function entry([told, texts]) {
    const text = told.kind === "row" ? [doc(texts[0], 120), " ", h("span.value-text", {}, doc(texts[1], 90))] : doc(told.name || told.about, 140);
    return h("li", {}, h("a.entry", { href: told.href }, h("span.about", {},
      h("span.where", {}, text),
      h("span.what", {}, told.kind === "row" && told.name ? [doc(told.name, 90), " · "] : null, told.office ? [doc(told.office, 60), " · "] : null, told.year || t("year_unknown")),
      h("span.at", {}, doc(told.about, 140)))));
  }
  function entries(further) {
    const next = finds.slice(shown, shown + further);
    shown += next.length;
    list.append(...next.map(entry));
  }
  function status() {
    foot.textContent = found > shown ? t("found_most", number(found), number(shown)) : t("found", number(found));
    if (finds.length > shown) foot.append(" ", more);
  }
  // Lines of a part in which one of the words stands; the others may stand in what it belongs to.
  function scan(part) {
    const low = part.lines; // in small letters; `cased` has as printed what differs from them
    const starts = new Set();
    for (const word of words) {
      for (let at = low.indexOf(word); at >= 0;) {
        starts.add(low.lastIndexOf(LINE, at) + 1);
        const end = low.indexOf(LINE, at);
        at = end < 0 ? -1 : low.indexOf(word, end);
      }
    }
    for (const start of [...starts].sort((a, b) => a - b)) {
      const end = low.indexOf(LINE, start);
      const stop = end < 0 ? low.length : end;
      const text = low.indexOf(TEXT, start) + 1;
      const line = low.slice(text, stop);
      if (!words.some((word) => line.includes(word))) continue;
      const where = low.slice(start, text - 1);
      const [at, form, row] = where.split(FIELD);
      const place = told(part.documents[Number(at)], form, row);
      if (words.every((word) => line.includes(word) || place.context.includes(word))) add(place, (part.cased[where] ?? line).split(FIELD));
    }
  }

  const address = (name, value) => {
    const next = new URLSearchParams(query);
    if (chosen[name] === value) next.delete(name); else next.set(name, value);
    return `#/search?${next}`;
  };
  function facet(name, entries, label) {
    if (!entries.length) return null;
    return h("nav.facet", { "aria-label": t(`by_${name}`) }, h("b", {}, t(`by_${name}`)), entries.map(([value, count]) => h("a.chip", { href: address(name, value), "aria-current": chosen[name] === value ? "true" : null }, label(value), h("b", {}, number(count)))));
  }
  function narrow() {
    const most = (name) => [...counts[name]].sort((a, b) => b[1] - a[1]);
    jixiao.fill(facets,
      facet("kind", KINDS.filter((kind) => counts.kind.has(kind)).map((kind) => [kind, counts.kind.get(kind)]), (kind) => t(`kind_${kind}`)),
      facet("year", [...counts.year].sort((a, b) => b[0].localeCompare(a[0])), (year) => year || t("year_unknown")),
      facet("office", most("office").slice(0, OFFICES), (name) => (name ? doc(name, 40) : t("office_unknown"))));
  }

  const mine = location.hash;
  const read = await parts();
  const parted = (n) => (n < read.length ? load(`search-${read[n]}`) : null);
  let ahead = parted(0);
  for (let n = 0; n < read.length; n += 1) {
    foot.textContent = t("searching", n + 1, read.length, number(found));
    const part = await ahead;
    ahead = parted(n + 1); // it is read while this one is searched
    scan(part);
    forget("search-", 3);
    if (location.hash !== mine) return;
    if (shown < PAGE) entries(PAGE - shown);
    if (n === 0) {
      narrow();
      // The first finds are seen before the others are counted.
      await new Promise((seen) => { requestAnimationFrame(() => setTimeout(seen)); setTimeout(seen, 100); });
    }
  }
  narrow();
  if (found) status(); else foot.replaceChildren(empty(t("nothing_matches")));
  foot.dataset.done = "yes";
};
