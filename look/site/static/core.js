"use strict";
// The ground of the site: data files, elements, words, numbers. Texts of documents reach the page
// as text nodes only; nothing here or elsewhere reads markup.
const jixiao = (() => {
  const data = new Map();
  const waiting = new Map();

  // Data files are scripts that call put(): a page opened from disk cannot fetch.
  function put(key, value) {
    data.set(key, value);
  }
  // The same, packed as look/site/packing.py tells: a number is a text, a text a number.
  function putPacked(key, { texts, tree }) {
    const shared = data.get("shared");
    const of = (node) => {
      if (node === 0) return null;
      if (typeof node === "number") return node > 0 ? texts[node - 1] : shared.texts[-1 - node];
      if (typeof node === "string") return Number(node);
      if (!Array.isArray(node)) return node;
      if (node[0] === -1) return node.slice(1).map(of);
      return Object.fromEntries(shared.fields[node[0]].map((name, n) => [name, of(node[n + 1])]));
    };
    data.set(key, of(tree));
  }
  // The same, compressed: what is kept until it is taken apart is a promise.
  function putZipped(key, text) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    data.set(key, new Response(stream).json().then((packed) => { putPacked(key, packed); return data.get(key); }));
  }

  // A long text that nobody has to parse: a comment in a function, as look/site/files.py writes it.
  function putText(key, holder) {
    const source = String(holder);
    data.set(key, { text: source.slice(source.indexOf("/*") + 2, source.lastIndexOf("*/")) });
  }

  function load(key, charset = "utf-8") {
    if (data.has(key)) return Promise.resolve(data.get(key));
    if (waiting.has(key)) return waiting.get(key);
    const loaded = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = charset;
      script.src = `data/${key}.js`;
      script.onload = () => (data.has(key) ? resolve(data.get(key)) : reject(new Error(key)));
      script.onerror = () => reject(new Error(key));
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
    }).finally(() => waiting.delete(key));
    waiting.set(key, loaded);
    return loaded;
  }

  const get = (key) => data.get(key);

  // Documents opened long ago are forgotten: a long session must not fill the memory.
  function forget(prefix, keep) {
    const keys = [...data.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys.slice(0, Math.max(0, keys.length - keep))) data.delete(key);
  }

  // Elements: h("a.link", {href: "#/"}, "text", child …); null and false are left out.
  const SVG = new Set(["svg", "rect", "title", "image", "text", "line", "g"]);
  function h(name, attributes = {}, ...children) {
    const [tag, ...classes] = name.split(".");
    const made = SVG.has(tag)
      ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    if (classes.length) made.setAttribute("class", classes.join(" "));
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value === true ? "" : String(value));
    }
    made.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
    return made;
  }

  // Children in the place of others; null and false are left out here too.
  function fill(place, ...children) {
    place.replaceChildren(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  }

  // A text of a document: isolated, so that no direction mark reaches the words around it.
  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const inert = (text) => String(text ?? "").replace(CONTROL, "\ufffd");
  function doc(text, most = 240) {
    const plain = inert(text);
    const cut = plain.length > most ? `${plain.slice(0, most)}…` : plain;
    return h("bdi.doc", { lang: "zh-CN", title: plain.length > most ? plain.slice(0, 2000) : null }, cut);
  }

  // Language: 0 English, 1 Chinese.
  const kept = {
    read(name) {
      try { return localStorage.getItem(`jixiao-${name}`); } catch { return null; }
    },
    write(name, value) {
      try { localStorage.setItem(`jixiao-${name}`, value); return true; } catch { return false; }
    },
  };
  let language = kept.read("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
  const at = () => (language === "zh" ? 1 : 0);
  function t(name, ...values) {
    const text = data.get("words").text[name][at()];
    return text.replace(/\{(\d)\}/g, (_, n) => inert(values[n]));
  }
  const code = (name) => data.get("words").codes[name]?.[at()] ?? String(name);
  // A sentence of the program in both languages, or a text of a document.
  const said = (text) => (Array.isArray(text) ? text[at()] : text);
  const column = (name) => data.get("words").columns[name]?.[at()] ?? name;
  function speak(next) {
    language = next;
    kept.write("language", next);
    document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
    document.title = t("app");
  }

  const number = (value) => Number(value).toLocaleString("en-US");
  const share = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)}%` : "–");

  // Exact amounts in 元, shown in the unit that such forms are printed in.
  function money(yuan) {
    if (yuan === null || yuan === undefined) return t("money_unknown");
    const value = Number(yuan);
    const [by, unit] = Math.abs(value) >= 1e8 ? [1e8, "亿元"] : Math.abs(value) >= 1e4 ? [1e4, "万元"] : [1, "元"];
    const most = by === 1 ? 4 : by === 1e4 ? 6 : 2;
    return `${(value / by).toLocaleString("en-US", { maximumFractionDigits: most })} ${unit}`;
  }

  // A typed value in one line: operator, number in its base unit, denominators, period, words.
  const SIGNS = { ">=": "≥", "<=": "≤", "!=": "≠", between: "" };
  function grouped(text) {
    const [whole, rest = ""] = text.split(".");
    const kept = rest.replace(/0+$/, "");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (kept ? `.${kept}` : "");
  }
  function readAs(d) {
    const sign = SIGNS[d.operator] ?? d.operator ?? "";
    const ends = [d.value_base, d.value_base_upper].filter((each) => each !== undefined).map(grouped);
    const unit = d.unit || d.per ? [d.unit ?? "", ...(d.per ?? [])].join("/") : "";
    const days = [...new Set([d.period_start, d.period_end].filter(Boolean))].join(" – ");
    const words = [d.qual_scale, d.qual_direction, d.qual_degree].filter(Boolean).map(code).join(" · ");
    const quantity = ends.length ? `${sign}${sign ? " " : ""}${ends.join(" – ")} ${unit}`.trim() : "";
    const period = days ? `${quantity || !sign ? "" : `${sign} `}${days}` : "";
    return [quantity, period, d.period_freq ? code(d.period_freq) : "", words].filter(Boolean).join("　") || code(d.kind);
  }

  // A place as the dataset words it, in the language of the reader; cells of sheets as they are.
  function placed(place) {
    return doc(String(place)
      .replace(/\btable (\d+) row (\d+) col (\d+)$/, (_, a, b, c) => t("place_cell", a, b, c))
      .replace(/^p\. (\d+)$/, (_, n) => t("at_page", n)), 90);
  }

  let saying = 0;
  function say(text) {
    const place = document.getElementById("said");
    place.textContent = text;
    clearTimeout(saying);
    saying = setTimeout(() => { place.textContent = ""; }, 4000);
  }

  const empty = (text, ...more) => h("p.empty", {}, text, ...more);
  const badge = (kind, text) => h(`span.badge.is-${kind}`, {}, text);

  return {
    put, putPacked, putZipped, putText, get, load, forget, h, fill, doc, inert, kept, t, code, said, column, speak, number, share, money, readAs, placed, say,
    empty, badge, views: {},
    get language() { return language; },
  };
})();
