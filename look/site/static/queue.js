"use strict";
// The review queue: written by the build in the order of money, a few hundred entries a file.
// Doubts that are alike stand in it once; the others of each lie in files of their own.
jixiao.placeOf = (item) => `#/d/${[item.id, item.form, item.row].filter((each) => each !== null).join("/")}`;

jixiao.queueEntry = (item) => {
  const { h, t, code, said, doc, placed, money, number, badge } = jixiao;
  const form = String(item.form ?? "").startsWith("b") ? t("at_table", item.form.slice(1)) : item.form && t("at_form", item.form);
  const at = [form, item.row && t("at_row", item.row), item.page && t("at_page", item.page)].filter(Boolean).join(" · ");
  return h("li", {}, h(`a.entry.is-${item.severity}`, { href: jixiao.placeOf(item) },
    h("span.money", {}, money(item.money)),
    h("span.about", {},
      h("span.where", {}, doc(item.title, 80)),
      h("span.at", {}, doc(item.path, 60), at ? ` · ${at}` : null, item.place ? [" · ", placed(item.place)] : null),
      h("span.what", {}, doc(said(item.text), 160), item.value ? [" ", h("span.value-text", {}, doc(said(item.value), 90))] : null)),
    h("span.why", {}, item.alike > 1 ? h("span.badge.is-alike", {}, t("alike", number(item.alike))) : null,
      item.reasons.map((reason) => badge(reason, t(`reason_${reason}`))),
      h("span.codes", {}, item.codes.slice(0, 4).map(code).join(" · ")))));
};

// The way through the queue: from a doubt to the next one, and back to where one was.
jixiao.walk = (() => {
  let way = [];
  const walk = {
    state: null,
    at: null,
    // Several doubts may be of one place: it is passed once.
    keep(items) { way = [...new Set(items.map(jixiao.placeOf))]; },
    // Doubts that come into sight behind one of the way are passed on it too.
    add(place, items) {
      const added = [...new Set(items.map(jixiao.placeOf))].filter((each) => !way.includes(each));
      way.splice(way.indexOf(place) + 1, 0, ...added);
    },
    back() {
      if (way.includes(location.hash)) walk.at = location.hash;
      location.hash = "#/queue";
    },
    // The address of the doubt `by` steps further; null where there is none.
    step(by) {
      const at = way.indexOf(location.hash);
      return at < 0 ? null : way[at + by] ?? null;
    },
    links() {
      const { h, t, number } = jixiao;
      const at = way.indexOf(location.hash);
      if (at < 0) return null;
      walk.at = location.hash;
      return h("p.walk", {}, h("a", { href: "#/queue", id: "to-queue" }, t("queue")), ` ${number(at + 1)} / ${number(way.length)} `,
        way[at - 1] ? h("a", { href: way[at - 1], id: "doubt-before" }, `← ${t("doubt_before")}`) : null, " ",
        way[at + 1] ? h("a", { href: way[at + 1], id: "doubt-after" }, `${t("doubt_after")} →`) : null);
    },
  };
  return walk;
})();

jixiao.views.queue = async (main, _, query) => {
  const { h, t, code, get, load, number, empty, walk } = jixiao;
  const run = get("run");
  const PAGE = 60;
  const REASONS = ["check", "low", "issue", "flag", "document"].filter((each) => run.queue.reasons[each]);
  const SEVERITIES = ["error", "warning", "note"];
  const SORTS = ["money", "severity", "document", "alike"];
  const asked = [...query.keys()].length > 0;
  const state = (!asked && walk.state) || {
    off: new Set((query.get("off") ?? "").split(",").filter(Boolean)),
    sort: query.get("sort") ?? "money",
    words: query.get("q") ?? "",
    shown: PAGE,
    open: new Map(), // groups that were opened, and how far
  };
  walk.state = state;
  if (query.get("only")) for (const each of REASONS) if (each !== query.get("only")) state.off.add(each);

  const list = h("ol.queue", { "aria-label": t("queue") });
  const foot = h("p.foot", {});
  const more = h("button.plain", { type: "button", id: "more", onclick: () => { state.shown += PAGE; return fill(); } }, t("show_more"));
  let turn = 0;
  let opening = [];

  const wanted = (item) => item.reasons.some((reason) => !state.off.has(reason));
  const told = (words) => (item) => {
    const text = [item.title, item.path, [item.text].flat().join(" "), [item.value].flat().join(" "), ...item.codes, ...item.codes.map(code)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };

  // The others of a group, by the numbers that the build gave them.
  async function others(item, from, count) {
    const found = [];
    const size = run.queue.shard;
    for (let n = item.others + from; n < item.others + Math.min(from + count, item.alike - 1);) {
      const shard = Math.floor(n / size);
      const upTo = Math.min((shard + 1) * size, item.others + Math.min(from + count, item.alike - 1));
      found.push(...(await load(`alike-${shard}`)).slice(n - shard * size, upTo - shard * size));
      n = upTo;
    }
    return found;
  }
  // A group as far as the words of the filter are met in it; null where they are not.
  async function matching(item, words) {
    if (!wanted(item)) return null;
    if (!words.length) return item;
    const fits = told(words);
    if (item.alike === 1) return fits(item) ? item : null;
    const all = [item, ...(await others(item, 0, item.alike))].filter(fits);
    return all.length ? { ...all[0], alike: all.length, of: all } : null;
  }

  function entry(item) {
    const made = jixiao.queueEntry(item);
    if (item.alike === 1) return made;
    let shown = 0;
    const inner = h("ol.queue.alike", { "aria-label": t("alike_list") });
    let last = jixiao.placeOf(item);
    const place = last;
    const open = async (count) => {
      const next = item.of ? item.of.slice(1 + shown, 1 + shown + count) : await others(item, shown, count);
      shown += next.length;
      state.open.set(place, shown);
      walk.add(last, next);
      if (next.length) last = jixiao.placeOf(next.at(-1));
      inner.append(...next.map(jixiao.queueEntry));
      button.setAttribute("aria-expanded", "true");
      const left = item.alike - 1 - shown;
      if (left) button.textContent = t("alike_more", number(left)); else button.hidden = true;
      made.append(inner, button);
    };
    const button = h("button.plain.small.expand", { type: "button", "aria-expanded": "false", onclick: () => open(PAGE) }, t("alike_show", number(item.alike - 1)));
    made.append(button);
    if (state.open.has(place)) opening.push(open(state.open.get(place)));
    return made;
  }

  async function fill() {
    const now = ++turn;
    const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    const shards = run.shards.queue;
    let read = 0;
    // In the order of money the first files suffice; any other order needs all of them.
    while (read < shards && (state.sort !== "money" || found.length <= state.shown)) {
      foot.textContent = t("loading");
      for (const item of await load(`queue-${read}`)) {
        const kept = await matching(item, words);
        if (kept) found.push(kept);
      }
      read += 1;
      if (now !== turn) return;
    }
    if (state.sort === "severity") found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    if (state.sort === "alike") found.sort((a, b) => b.alike - a.alike);
    if (state.sort === "document") found.sort((a, b) => a.id.localeCompare(b.id) || Number(a.form ?? 0) - Number(b.form ?? 0) || (a.row ?? 0) - (b.row ?? 0));
    walk.keep(found);
    opening = [];
    list.replaceChildren(...found.slice(0, state.shown).map(entry));
    const all = read === shards;
    if (!found.length) foot.replaceChildren(empty(t(run.queue.count ? "nothing_matches" : "queue_empty")));
    else foot.replaceChildren(t("shown", number(Math.min(state.shown, found.length)), all ? number(found.length) : `> ${number(found.length)}`));
    if (!all || found.length > state.shown) foot.append(" ", more);
    await Promise.all(opening);
  }

  const again = (name) => (event) => { state[name] = event.target.value; state.shown = PAGE; fill(); };
  const chip = (reason, n) => h("button.chip", { type: "button", "data-key": n + 1, "aria-pressed": String(!state.off.has(reason)), onclick: (event) => {
    if (state.off.has(reason)) state.off.delete(reason); else state.off.add(reason);
    event.currentTarget.setAttribute("aria-pressed", String(!state.off.has(reason)));
    state.shown = PAGE;
    fill();
  } }, t(`reason_${reason}`), h("b", {}, number(run.queue.reasons[reason])));

  const unread = run.queue.reasons.document;
  jixiao.fill(main,
    h("h1", {}, t("queue")), h("p.lead", {}, t("queue_lead"), " ", t("queue_kinds", number(run.queue.count), number(run.queue.kinds))),
    unread && !query.get("only") ? h("p.notice", {}, t("unread_documents", unread), " ", h("a", { href: "#/queue?only=document" }, t("show_them"))) : null,
    h("div.filters", {},
      h("div.chips", { role: "group", "aria-label": t("filter") }, REASONS.map(chip)),
      h("label", {}, t("sort"), " ", h("select", { id: "sort", onchange: again("sort") },
        SORTS.map((name) => h("option", { value: name, selected: name === state.sort }, t(`sort_${name}`))))),
      h("input", { type: "search", id: "queue-words", "aria-label": t("filter"), placeholder: t("filter_hint"), value: state.words, oninput: again("words") })),
    list, foot);
  await fill();
  const back = !asked && walk.at && [...list.querySelectorAll("a.entry")].find((each) => each.hash === walk.at);
  if (!back) return undefined;
  back.focus({ preventScroll: true });
  back.scrollIntoView({ block: "center" });
  return "focused";
};
