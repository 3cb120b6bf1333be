"use strict";
// Addresses, the bar above every page, keys.
(() => {
  const { h, t, kept, speak, empty, corrections, views } = jixiao;
  const main = document.getElementById("main");
  const ROUTES = { "": "overview", queue: "queue", documents: "documents", search: "search", corrections: "corrections", d: "document",
    departments: "departments", department: "department", quality: "quality", years: "years", rows: "rows", lines: "lines", behind: "behind" };
  const THEMES = ["auto", "light", "dark"];
  let theme = THEMES.includes(kept.read("theme")) ? kept.read("theme") : "auto";
  let turn = 0;

  function where() {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const [first, ...rest] = path.split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
    return { view: ROUTES[first], first, rest, query: new URLSearchParams(query ?? "") };
  }

  async function show() {
    const now = ++turn;
    const { view, rest, query } = where();
    bar();
    main.dataset.view = view ?? "none";
    const place = document.createElement("div");
    main.replaceChildren(place);
    const loading = setTimeout(() => { if (!place.firstChild) place.append(h("p.loading", {}, t("loading"))); }, 200);
    let focused;
    try {
      if (!view) throw new Error("not found");
      focused = await views[view](place, rest, query);
    } catch (error) {
      place.replaceChildren(h("h1", {}, t("app")), empty(t(error.message === "not found" ? "not_found" : "load_failed"), " ", h("a", { href: "#/" }, t("back_overview"))));
    } finally {
      clearTimeout(loading);
    }
    if (now === turn && !focused && turn > 1 && document.activeElement === document.body) { main.focus({ preventScroll: true }); window.scrollTo(0, 0); }
  }

  function bar() {
    const { first } = where();
    const link = (path, name, count) => h("a", { href: `#/${path}`, "aria-current": first === path ? "page" : null }, t(name), count ? h("b.count", {}, count) : null);
    const words = h("input", { type: "search", id: "words", "aria-label": t("search"), placeholder: t("search_hint"), value: first === "search" ? where().query.get("q") ?? "" : "" });
    const skip = document.getElementById("skip");
    skip.textContent = t("skip");
    // Its address would be taken for a page of the site.
    skip.onclick = (event) => { event.preventDefault(); main.focus(); };
    document.getElementById("bar").replaceChildren(
      h("a.brand", { href: "#/" }, h("img", { src: "assets/icon.svg", alt: t("app"), width: 24, height: 24 }), h("span", { "aria-hidden": "true" }, t("app"))),
      h("nav", { "aria-label": t("app") }, link("", "overview"), link("queue", "queue"), link("documents", "documents"), link("corrections", "corrections", corrections.count)),
      h("form", { role: "search", onsubmit: (event) => { event.preventDefault(); location.hash = `#/search?q=${encodeURIComponent(words.value)}`; } }, words),
      h("div.switches", {},
        h("button.plain.small", { type: "button", id: "language", "aria-label": t("language_label"), lang: jixiao.language === "zh" ? "en" : "zh-CN", onclick: () => { speak(jixiao.language === "zh" ? "en" : "zh"); show(); } }, t("language")),
        h("button.plain.small", { type: "button", id: "theme", onclick: () => { dress(THEMES[(THEMES.indexOf(theme) + 1) % 3]); bar(); } }, t("theme", t(`theme_${theme}`))),
        h("button.plain.small", { type: "button", id: "keys", onclick: help }, t("keys"))));
  }

  function dress(next) {
    theme = next;
    kept.write("theme", theme);
    document.documentElement.dataset.theme = theme;
  }

  function help() {
    const KEYS = [["j  k", "key_move"], ["n  p", "key_form"], ["Enter", "key_open"], ["c", "key_correct"], ["/", "key_search"], ["q", "key_queue"], ["]  [", "key_doubt"], ["u", "key_back"], ["e", "key_alike"], ["f", "key_filter"], ["s", "key_sort"], ["1 – 5", "key_reason"], ["?", "key_help"], ["Esc", "key_escape"]];
    const dialog = h("dialog", { "aria-labelledby": "keys-title", onclose: () => dialog.remove() },
      h("h2", { id: "keys-title" }, t("keys_title")),
      h("dl.keys", {}, KEYS.map(([keys, name]) => [h("dt", {}, keys.split("  ").map((key) => h("kbd", {}, key))), h("dd", {}, t(name))])),
      h("div.actions", {}, h("button.main", { type: "button", onclick: () => dialog.close() }, t("close"))));
    document.body.append(dialog);
    dialog.showModal();
  }

  function step(by) {
    const stops = [...main.querySelectorAll("button.value, a.entry")];
    if (!stops.length) return;
    const at = stops.indexOf(document.activeElement);
    // Behind the last entry shown stand more of them.
    if (at === stops.length - 1 && by > 0) document.getElementById("more")?.click();
    const next = stops[Math.min(stops.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  // To the next doubt of the queue, from the page of one; to the queue where it ends.
  function further(by) {
    location.hash = jixiao.walk.step(by) ?? "#/queue";
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) { if (event.key === "Escape") event.target.blur(); return; }
    const KEYS = {
      j: () => step(1), k: () => step(-1),
      n: () => document.getElementById("next")?.click(), p: () => document.getElementById("previous")?.click(),
      "/": () => document.getElementById("words").focus(), q: () => { location.hash = "#/queue"; },
      "]": () => further(1), "[": () => further(-1),
      u: () => jixiao.walk.back(),
      e: () => document.activeElement?.closest("li")?.querySelector(":scope > button.expand:not([hidden])")?.click(),
      f: () => (document.getElementById("queue-words") ?? document.getElementById("document-words"))?.focus(),
      s: () => {
        const sort = document.getElementById("sort");
        if (!sort) return;
        sort.selectedIndex = (sort.selectedIndex + 1) % sort.options.length;
        sort.dispatchEvent(new Event("change"));
        jixiao.say(`${t("sort")}: ${sort.selectedOptions[0].textContent}`);
      },
      "?": help,
      c: () => {
        const line = document.activeElement?.closest("tr, dd");
        if (!line) return;
        const own = line.querySelector("button.correct");
        if (own) { own.click(); return; }
        if (!line.nextElementSibling?.classList.contains("more")) line.querySelector("button.value")?.click();
        document.getElementById(line.id)?.nextElementSibling?.querySelector("button.correct")?.click();
      },
    };
    if (/^[1-9]$/.test(event.key)) main.querySelector(`.chip[data-key="${event.key}"]`)?.click();
    if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
  });

  dress(theme);
  speak(jixiao.language);
  corrections.onchange(bar);
  window.addEventListener("hashchange", show);
  show();
})();
