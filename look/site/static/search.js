"use strict";
// The search over everything: an index names the parts that may hold the words, finds are counted
// by kind, year and department while the parts are read, and narrowed by them.
jixiao.views.search = async (main, _, query) => {
  const { h, t, doc, get, load, forget, number, empty, searchPart } = jixiao;
  const PAGE = 60; // finds shown at a time
  const MOST = 1200; // and in all: who needs more narrows them down
  const CHIPS = 12; // departments, and documents, to narrow by
  const AHEAD = 8; // parts that are read while one is searched
  const OWNERS = ["document", "form", "table"]; // as look/site/search_part.py numbers them
  const KINDS = [...OWNERS, "row"];
  const run = get("run").search;
  const words = [...new Set((query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean))];
  const chosen = Object.fromEntries(["kind", "year", "office", "document"].map((name) => [name, query.get(name)]));
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
  const alphabet = searchPart.alphabet(await load("letters"));
  const loadPart = (n) => load(`search-${n}`, "windows-1252");
  const counts = { kind: new Map(), year: new Map(), office: new Map(), document: new Map() };
  const finds = [];
  let found = 0;
  let shown = 0;
  const more = h("button.plain", { type: "button", id: "more", onclick: async () => { await entries(PAGE); status(); } }, t("show_more"));

  const officeOf = (owner) => (owner.office ? offices[owner.office - 1] : "");
  const yearOf = (owner) => (owner.year ? String(owner.year) : "");
  const fits = (name, value) => chosen[name] === null || chosen[name] === value;
  const count = (name, value, by) => counts[name].set(value, (counts[name].get(value) ?? 0) + by);

  // The finds of an owner: its own line, the first one, and its rows.
  function add(part, owner) {
    const [year, office] = [yearOf(owner), officeOf(owner)];
    if (!fits("year", year) || !fits("office", office)) return;
    const own = OWNERS[owner.kind];
    const wanted = owner.lines.filter((line) => fits("kind", line === owner.first ? own : "row"));
    if (!wanted.length) return;
    const itself = wanted[0] === owner.first ? 1 : 0;
    if (itself) count("kind", own, 1);
    if (wanted.length > itself) count("kind", "row", wanted.length - itself);
    count("year", year, wanted.length);
    count("office", office, wanted.length);
    count("document", part * 2 ** 32 + owner.document, wanted.length);
    found += wanted.length;
    for (const line of wanted.slice(0, MOST - finds.length)) finds.push({ part, line, year, office, kind: own, owner: owner.number, row: line > owner.first });
  }
  async function entry({ part, line, year, office, kind, owner, row }) {
    const shows = await load(`found-${part}`);
    const [at, no, name] = shows.owners[owner];
    const [id, path, title] = shows.documents[at];
    const form = { document: [], form: [no], table: [`b${no}`] }[kind];
    const about = [path, title].filter(Boolean).join(" · ");
    const [first, second] = shows.cased[line] ?? searchPart.texts(await loadPart(part), line).map(alphabet.decoded);
    shows.numbers ??= searchPart.numbers(shows.rows);
    const text = row ? [doc(first, 120), " ", h("span.value-text", {}, doc(second, 90))] : doc(name || about, 140);
    return h("li", {}, h("a.entry", { href: `#/d/${[id, ...form, ...(row ? [shows.numbers[line]] : [])].join("/")}` }, h("span.about", {},
      h("span.where", {}, text),
      h("span.what", {}, row && name ? [doc(name, 90), " · "] : null, office ? [doc(office, 60), " · "] : null, year || t("year_unknown")),
      h("span.at", {}, doc(about, 140)))));
  }
  async function entries(further) {
    const next = finds.slice(shown, shown + further);
    shown += next.length;
    for (const each of next) list.append(await entry(each));
    forget("found-", AHEAD);
    forget("search-", AHEAD);
  }
  function status() {
    foot.textContent = found > shown ? t("found_most", number(found), number(shown)) : t("found", number(found));
    if (finds.length > shown) foot.append(" ", more);
  }

  const address = (name, value) => {
    const next = new URLSearchParams(query);
    if (chosen[name] === value) next.delete(name); else next.set(name, value);
    return `#/search?${next}`;
  };
  function facet(name, entries, label, id = (value) => value) {
    if (!entries.length) return null;
    return h("nav.facet", { "aria-label": t(`by_${name}`) }, h("b", {}, t(`by_${name}`)), entries.map(([value, times]) => h("a.chip", { href: address(name, id(value)), "aria-current": chosen[name] === id(value) ? "true" : null }, label(value), h("b", {}, number(times)))));
  }
  const most = (name) => [...counts[name]].sort((a, b) => b[1] - a[1]).slice(0, CHIPS);
  // The documents with the most finds, by their ids; their names lie in other files than the finds.
  async function documents() {
    const found = [];
    for (const [number_, times] of most("document")) {
      const [id, path] = (await load(`found-${Math.floor(number_ / 2 ** 32)}`)).documents[number_ % 2 ** 32];
      found.push([[id, path], times]);
    }
    forget("found-", AHEAD);
    return found;
  }
  function narrow() {
    jixiao.fill(facets,
      facet("kind", KINDS.filter((kind) => counts.kind.has(kind)).map((kind) => [kind, counts.kind.get(kind)]), (kind) => t(`kind_${kind}`)),
      facet("year", [...counts.year].sort((a, b) => b[0].localeCompare(a[0])), (year) => year || t("year_unknown")),
      facet("office", most("office"), (name) => (name ? doc(name, 40) : t("office_unknown"))));
  }

  const mine = location.hash;
  const read = await parts();
  // A document lies in one part, and the names of parts are smaller than their texts.
  async function within(part) {
    const at = (await load(`found-${part}`)).documents.findIndex(([id]) => id === chosen.document);
    if (at >= 0) searchPart.scan(await loadPart(part), coded, (owner) => { if (owner.document === at) add(part, owner); });
    forget("found-", AHEAD);
  }
  const coded = words.map(alphabet.coded);
  const ahead = new Map();
  const parted = (n) => {
    for (let next = n; next < Math.min(n + AHEAD, read.length); next += 1) if (!ahead.has(next)) ahead.set(next, loadPart(read[next]));
    return ahead.get(n);
  };
  for (let n = 0; n < read.length; n += 1) {
    foot.textContent = t("searching", n + 1, read.length, number(found));
    if (chosen.document === null) searchPart.scan(await parted(n), coded, (owner) => add(read[n], owner));
    else await within(read[n]);
    ahead.delete(n - 1);
    forget("search-", AHEAD);
    if (location.hash !== mine) return;
    if (shown < PAGE) await entries(PAGE - shown);
    if (n === 0) {
      narrow();
      // The first finds are seen before the others are counted.
      await new Promise((seen) => { requestAnimationFrame(() => setTimeout(seen)); setTimeout(seen, 100); });
    }
  }
  narrow();
  if (found) status(); else foot.replaceChildren(empty(t("nothing_matches")));
  foot.dataset.done = "yes";
  const told = await documents();
  if (told.length > 1 || chosen.document !== null) facets.append(facet("document", told, ([, path]) => doc(path, 40), ([id]) => id) ?? "");
};
