"use strict";
// The first page: what was read, what disagrees, where to begin. Further scripts put pictures of the
// dataset between its figures and its lists: a panel is told the run and gives an element, or null.
jixiao.panels = [];
jixiao.views.overview = (main) => {
  const { h, t, code, number, share, money, get, empty } = jixiao;
  const run = get("run");
  const f = run.figures;
  const forms = Object.values(f.forms).reduce((sum, n) => sum + n, 0);

  const figure = (value, what, more) => h("div.figure", {}, h("dt", {}, what), h("dd", {}, value, more ? h("small", {}, more) : null));
  const figures = h("dl.figures", {},
    figure(number(f.documents), t("documents_read")),
    figure(number(forms), t("forms_read")),
    figure(number(f.indicators), t("indicators_read")),
    figure(share(f.typed, f.indicators), t("typed_share")),
    figure(share(f.confidence.high ?? 0, f.indicators), t("high_share")));

  // Statuses as one bar with its legend below: the bar for the eye, the list for everyone. White parts
  // its pieces, so that they are told apart on grey paper too.
  const ORDER = ["ok", "partial", "no_forms", "refused"].filter((name) => f.statuses[name]);
  const bar = h("svg.bar", { viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" });
  let from = 0;
  for (const name of ORDER) {
    const width = (100 * f.statuses[name]) / f.documents;
    bar.append(h(`rect.is-${name}`, { x: from, y: 0, width: Math.max(width - 0.4, 0.2), height: 6 }));
    from += width;
  }
  const statuses = h("section", {},
    h("h2", {}, t("by_status")), bar,
    h("ul.legend", {}, ORDER.map((name) => h("li", {},
      h(`span.dot.is-${name}`, { "aria-hidden": "true" }),
      h("a", { href: `#/documents?status=${name}` }, code(name)), " ",
      h("b", {}, number(f.statuses[name]))))),
    Object.keys(f.reasons).length ? h("p.muted", {}, Object.entries(f.reasons).map(([name, n]) => `${code(name)} ${n}`).join(" · ")) : null,
    h("p.muted", {}, t("rows_ledger", number(f.rows.seen), number(f.rows.emitted), number(f.rows.ignored), number(f.rows.failed))),
    f.corrected ? h("p.muted", {}, t("corrected_cells", f.corrected)) : null);

  const amounts = h("section", {},
    h("h2", {}, t("money_covered")),
    h("dl.plain", {}, ["department", "project", "doubted"].map((name) => [
      h("dt", {}, t(`money_${name}`)), h("dd", {}, money(f.money[name]))])));

  const first = h("section.first", {},
    h("h2", {}, t("look_first")),
    run.queue.count
      ? [h("ol.queue", {}, run.queue.first.map(jixiao.queueEntry)),
        h("p", {}, h("a.more", { href: "#/queue" }, t("whole_queue", number(run.queue.count))))]
      : empty(t("queue_empty")));

  // Rules that fail stand first.
  const rules = Object.entries(f.checks).sort(([, a], [, b]) => (b.fails ?? 0) - (a.fails ?? 0) || (b.holds ?? 0) - (a.holds ?? 0));
  const VERDICTS = ["fails", "holds", "holds_rounded"];
  const checks = h("section", {},
    h("h2", {}, t("checks")),
    rules.length ? h("table.numbers", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("rule")), VERDICTS.map((name) => h("th", { scope: "col" }, t(name))))),
      h("tbody", {}, rules.map(([rule, counts]) => h(`tr${counts.fails ? ".is-failing" : ""}`, {},
        h("th", { scope: "row" }, counts.fails ? h("a", { href: `#/queue?q=${rule}` }, code(`rule.${rule}`)) : code(`rule.${rule}`)),
        VERDICTS.map((name) => h("td", {}, counts[name] ? number(counts[name]) : "–"))))))
      : empty(t("checks_none")));

  const issues = h("section", {},
    h("h2", {}, t("issues")),
    f.issues.length ? h("table.numbers", {},
      h("thead", {}, h("tr", {}, [t("issue"), t("severity"), t("count")].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, f.issues.map((each) => h("tr", {},
        h("th", { scope: "row" }, each.severity === "note" ? code(`issue.${each.code}`) : h("a", { href: `#/queue?q=${each.code}` }, code(`issue.${each.code}`))),
        h("td", {}, jixiao.badge(each.severity, code(each.severity))),
        h("td", {}, number(each.count))))))
      : empty(t("issues_none")));

  jixiao.fill(main,
    h("h1", {}, t("run_of")), figures, jixiao.panels.map((panel) => panel(run)),
    h("div.columns", {}, h("div", {}, first), h("div", {}, statuses, amounts)),
    h("div.columns", {}, h("div", {}, checks), h("div", {}, issues)),
    h("footer.versions", {}, `${t("versions")}: `, Object.entries(run.versions).map(([name, value]) => `${name} ${String(value).slice(0, 12)}`).join(" · ")));
};
