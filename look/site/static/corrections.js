"use strict";
// Corrections: made in a dialog, kept in this browser, downloaded as corrections.csv.
jixiao.corrections = (() => {
  const { h, t, code, doc, kept, say, empty } = jixiao;
  const COLUMNS = ["sha256", "form", "row", "field", "expected", "corrected", "reason", "who", "date"];
  let list = [];
  try { list = JSON.parse(kept.read("corrections") ?? "[]"); } catch { list = []; }
  if (!Array.isArray(list)) list = [];
  let stays = true;
  const changed = new Set();

  function keep() {
    stays = kept.write("corrections", JSON.stringify(list));
    for (const told of changed) told();
  }

  const same = (a, b) => a.sha256 === b.sha256 && a.form === b.form && a.row === b.row && a.field === b.field;
  const of = (place) => list.find((each) => same(each, place));

  function add(correction) {
    list = [...list.filter((each) => !same(each, correction)), correction];
    keep();
  }

  // The same two rules as normalize/corrections_file.py: a text that a spreadsheet would run, or
  // that begins with an apostrophe, stands behind one.
  const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r']/u;
  const guarded = (text) => (FORMULA.test(text) ? `'${text}` : text);
  function cell(value) {
    const text = guarded(value === null || value === undefined ? "" : String(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  function written(corrections) {
    const lines = corrections.map((each) => COLUMNS.map((name) => cell(each[name])).join(","));
    return `\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
  }

  function download() {
    const blob = new Blob([written(list)], { type: "text/csv;charset=utf-8" });
    const link = h("a", { href: URL.createObjectURL(blob), download: "corrections.csv" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function today() {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  // `choices`: the fields of one place, as [field, text read now]; `place`: sha256, form, row, …
  function ask(place, choices, done) {
    const before = document.activeElement;
    let [field, expected] = choices[0];
    const now = h("output.read-now", {});
    const text = h("textarea", { id: "corrected", rows: 3, required: true, lang: "zh-CN" });
    const reason = h("input", { id: "reason", placeholder: t("reason_hint"), maxlength: 400 });
    const who = h("input", { id: "who", maxlength: 100, autocomplete: "name", value: kept.read("who") ?? "" });
    const wrong = h("p.wrong", { role: "alert" });
    const choice = h("select", { id: "field", onchange: (event) => choose(Number(event.target.value)) },
      choices.map(([name], n) => h("option", { value: n }, code(name))));
    function choose(n) {
      [field, expected] = choices[n];
      now.replaceChildren(expected ? doc(expected, 2000) : h("span.muted", {}, t("empty")));
      text.value = of({ ...place, field })?.corrected ?? expected ?? "";
      wrong.textContent = "";
    }
    function save(event) {
      event.preventDefault();
      const corrected = text.value.replaceAll("\r\n", "\n");
      if (corrected === (expected ?? "")) { wrong.textContent = t("same_text"); text.focus(); return; }
      kept.write("who", who.value);
      add({ ...place, field, expected: expected ?? "", corrected,
        reason: reason.value, who: who.value, date: today() });
      dialog.close();
      say(t("saved"));
      done();
    }
    const dialog = h("dialog.correct", { "aria-labelledby": "correct-title", onclose: () => { dialog.remove(); before?.focus?.(); } },
      h("form", { onsubmit: save },
        h("h2", { id: "correct-title" }, t("correct")),
        h("label", { for: "field" }, t("field")), choice,
        h("p.label", {}, t("read_now")), now,
        h("label", { for: "corrected" }, t("should_be")), text, wrong,
        h("div.two", {},
          h("div", {}, h("label", { for: "reason" }, t("reason")), reason),
          h("div", {}, h("label", { for: "who" }, t("who")), who)),
        h("div.actions", {},
          h("button.plain", { type: "button", onclick: () => dialog.close() }, t("cancel")),
          h("button.main", { type: "submit" }, t("save_correction")))));
    choose(0);
    document.body.append(dialog);
    dialog.showModal();
    text.focus();
    text.select();
  }

  jixiao.views.corrections = (main) => {
    const render = () => {
      jixiao.fill(main,
        h("h1", {}, t("corrections")),
        h("p.lead", {}, t("corrections_lead")),
        list.length ? table() : empty(t("corrections_none")),
        list.length ? actions() : null,
      );
    };
    const actions = () => h("section.replay", {},
      h("div.actions", {},
        h("button.main", { type: "button", onclick: download }, t("download")),
        h("button.plain", { type: "button", onclick: () => {
          if (confirm(t("empty_sure", list.length))) { list = []; keep(); render(); }
        } }, t("empty_list"))),
      stays ? null : h("p.wrong", {}, t("not_kept")),
      h("p", {}, t("replay")),
      h("pre", {}, h("code", {}, "jixiao run RAW --out OUT --corrections corrections.csv")),
      h("p.muted", {}, t("replay_keep")));
    const table = () => h("table.cards", {},
      h("thead", {}, h("tr", {}, ["path", "field", "read_now", "should_be", "reason"].map((name) => h("th", { scope: "col" }, t(name))), h("th", {}))),
      h("tbody", {}, list.map((each, n) => h("tr", {},
        h("td", { "data-label": t("path") }, h("a", { href: `#/d/${each.id}/${each.form}${each.row ? `/${each.row}` : ""}` }, doc(each.path, 80)),
          h("span.muted", {}, ` ${t("choose_form")} ${each.form}${each.row ? ` · ${each.row}` : ""}`)),
        h("td", { "data-label": t("field") }, code(each.field)),
        h("td", { "data-label": t("read_now") }, doc(each.expected)),
        h("td", { "data-label": t("should_be") }, h("strong", {}, doc(each.corrected))),
        h("td", { "data-label": t("reason") }, doc(each.reason), h("span.muted", {}, ` ${jixiao.inert(each.who)} ${each.date}`)),
        h("td", {}, h("button.plain.small", { type: "button", onclick: () => { list = list.filter((_, k) => k !== n); keep(); render(); } }, t("remove")))))));
    render();
  };

  return { ask, of, written, get count() { return list.length; }, onchange: (told) => changed.add(told) };
})();
