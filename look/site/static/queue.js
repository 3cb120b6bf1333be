"use strict";
// The review queue: written by the build in the order of money, a few hundred entries a file.
jixiao.queueEntry = (item) => {
  const { h, t, code, doc, money, badge } = jixiao;
  const place = [item.id, item.form, item.row].filter((each) => each !== null).join("/");
  const at = ["form", "row", "page"].filter((each) => item[each] !== null).map((each) => t(`at_${each}`, item[each])).join(" · ");
  return h("li", {}, h(`a.entry.is-${item.severity}`, { href: `#/d/${place}` },
    h("span.money", {}, money(item.money)),
    h("span.about", {},
      h("span.where", {}, doc(item.title, 80)),
      h("span.at", {}, doc(item.path, 60), at ? ` · ${at}` : null),
      h("span.what", {}, doc(item.text, 160), item.value ? [" ", h("span.value-text", {}, doc(item.value, 90))] : null)),
    h("span.why", {}, item.reasons.map((reason) => badge(reason, t(`reason_${reason}`))),
      h("span.codes", {}, item.codes.slice(0, 4).map(code).join(" · ")))));
};

jixiao.views.queue = (main, _, query) => {
  const { h, t, code, get, load, number, empty } = jixiao;
  const run = get("run");
  const PAGE = 60;
  const REASONS = ["check", "low", "issue", "flag", "document"].filter((each) => run.queue.reasons[each]);
  const SEVERITIES = ["error", "warning", "note"];
  const state = {
    off: new Set((query.get("off") ?? "").split(",").filter(Boolean)),
    sort: query.get("sort") ?? "money",
    words: query.get("q") ?? "",
    shown: PAGE,
  };
  if (query.get("only")) for (const each of REASONS) if (each !== query.get("only")) state.off.add(each);

  const list = h("ol.queue", { "aria-label": t("queue") });
  const foot = h("p.foot", {});
  const more = h("button.plain", { type: "button", onclick: () => { state.shown += PAGE; fill(); } }, t("show_more"));
  let turn = 0;

  const matches = (item) => {
    if (!item.reasons.some((reason) => !state.off.has(reason))) return false;
    const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return true;
    const text = [item.title, item.text, item.value, ...item.codes, ...item.codes.map(code)].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  };

  async function fill() {
    const now = ++turn;
    const found = [];
    const shards = run.shards.queue;
    let read = 0;
    // In the order of money the first files suffice; any other order needs all of them.
    while (read < shards && (state.sort !== "money" || found.length <= state.shown)) {
      foot.textContent = t("loading");
      found.push(...(await load(`queue-${read}`)).filter(matches));
      read += 1;
      if (now !== turn) return;
    }
    if (state.sort === "severity") found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    if (state.sort === "document") found.sort((a, b) => a.id.localeCompare(b.id) || (a.form ?? 0) - (b.form ?? 0) || (a.row ?? 0) - (b.row ?? 0));
    list.replaceChildren(...found.slice(0, state.shown).map(jixiao.queueEntry));
    const all = read === shards;
    if (!found.length) foot.replaceChildren(empty(t(run.queue.count ? "nothing_matches" : "queue_empty")));
    else foot.replaceChildren(t("shown", number(Math.min(state.shown, found.length)), all ? number(found.length) : `> ${number(found.length)}`));
    if (!all || found.length > state.shown) foot.append(" ", more);
  }

  const chip = (reason) => h("button.chip", { type: "button", "aria-pressed": String(!state.off.has(reason)), onclick: (event) => {
    if (state.off.has(reason)) state.off.delete(reason); else state.off.add(reason);
    event.currentTarget.setAttribute("aria-pressed", String(!state.off.has(reason)));
    state.shown = PAGE;
    fill();
  } }, t(`reason_${reason}`), h("b", {}, number(run.queue.reasons[reason])));

  const unread = run.queue.reasons.document;
  jixiao.fill(main,
    h("h1", {}, t("queue")), h("p.lead", {}, t("queue_lead")),
    unread && !query.get("only") ? h("p.notice", {}, t("unread_documents", unread), " ", h("a", { href: "#/queue?only=document" }, t("show_them"))) : null,
    h("div.filters", {},
      h("div.chips", { role: "group", "aria-label": t("filter") }, REASONS.map(chip)),
      h("label", {}, t("sort"), " ", h("select", { id: "sort", onchange: (event) => { state.sort = event.target.value; state.shown = PAGE; fill(); } },
        ["money", "severity", "document"].map((name) => h("option", { value: name, selected: name === state.sort }, t(`sort_${name}`))))),
      h("input", { type: "search", id: "queue-words", "aria-label": t("filter"), placeholder: t("filter_hint"), value: state.words,
        oninput: (event) => { state.words = event.target.value; state.shown = PAGE; fill(); } })),
    list, foot);
  return fill();
};
