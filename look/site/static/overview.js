"use strict";
// The first page: what was read, what disagrees, where to begin. Further scripts put pictures of the
// dataset between its figures and its lists: a panel is told the run and gives an element, or null.
jixiao.panels = [];
jixiao.views.overview = (main) => {
  const { h, t, code, number, share, money, get, empty } = jixiao;
  const run = get("run");
  const f = run.figures;
  const forms = Object.values(f.forms).reduce((sum, n) => sum + n, 0);

  // Every figure leads to its rows; none of anything leads nowhere.
  const behind = (of, count, text = number(count)) => (count ? h("a", { href: `#/behind?of=${of}` }, text) : text);
  const figure = (value, what) => h("div.figure", {}, h("dt", {}, what), h("dd", {}, value));
  const high = f.confidence.high ?? 0;
  const figures = h("dl.figures", {},
    figure(h("a", { href: "#/documents" }, number(f.documents)), t("documents_read")),
    figure(behind("form", forms), t("forms_read")),
    figure(behind("row", f.indicators), t("indicators_read")),
    figure(behind("row.typed", f.typed, share(f.typed, f.indicators)), t("typed_share")),
    figure(behind("row.high", high, share(high, f.indicators)), t("high_share")));

  const LEDGER = [["seen", "rows.seen"], ["emitted", "row"], ["ignored", "rows.ignored"], ["failed", "rows.failed"]];
  const parted = (parts) => parts.map((part, n) => [n ? " · " : null, ...part]);
  const reasons = Object.entries(f.reasons).map(([name, n]) => [h("a", { href: `#/documents?reason=${name}` }, code(name)), " ", number(n)]);
  const statuses = h("section.statuses", {}, jixiao.chart(f.status_chart),
    reasons.length ? h("p.muted", {}, parted(reasons)) : null,
    h("p.muted", {}, parted(LEDGER.map(([name, of]) => [`${t(`rows_${name}`)} `, behind(of, f.rows[name])]))),
    f.corrected ? h("p.muted", {}, behind("corrected", f.corrected), " ", t("corrected_rows")) : null);

  const amounts = h("section", {},
    h("h2", {}, t("money_covered")),
    h("dl.plain", {}, ["department", "project", "doubted"].map((name) => [
      h("dt", {}, t(`money_${name}`)), h("dd", {}, behind(`money.${name}`, Number(f.money[name]), money(f.money[name])))])));

  const first = h("section.first", {},
    h("h2", {}, t("look_first")),
    run.queue.count
      ? [h("ol.queue", {}, run.queue.first.map(jixiao.queueEntry)),
        h("p", {}, h("a.more", { href: "#/queue" }, t("whole_queue", number(run.queue.count))))]
      : empty(t("queue_empty")));

  // Rules that fail stand first.
  const rules = Object.entries(f.checks).sort(([, a], [, b]) => (b.fails ?? 0) - (a.fails ?? 0) || (b.holds ?? 0) - (a.holds ?? 0));
  const VERDICTS = ["fails", "holds", "holds_rounded", "note"];
  const verdict = (name) => (name === "note" ? t("noted") : t(name));
  const checks = h("section", {},
    h("h2", {}, t("checks")),
    rules.length ? h("table.numbers", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("rule")), VERDICTS.map((name) => h("th", { scope: "col" }, verdict(name))))),
      h("tbody", {}, rules.map(([rule, counts]) => h(`tr${counts.fails ? ".is-failing" : ""}`, {},
        h("th", { scope: "row" }, counts.fails ? h("a", { href: `#/queue?q=rule.${rule}` }, code(`rule.${rule}`)) : code(`rule.${rule}`)),
        VERDICTS.map((name) => h("td", {}, counts[name] ? behind(`check.${rule}.${name}`, counts[name]) : "–"))))))
      : empty(t("checks_none")));

  const issues = h("section", {},
    h("h2", {}, t("issues")),
    f.issues.length ? h("table.numbers", {},
      h("thead", {}, h("tr", {}, [t("issue"), t("severity"), t("count")].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, f.issues.map((each) => h("tr", {},
        h("th", { scope: "row" }, each.severity === "note" ? code(`issue.${each.code}`) : h("a", { href: `#/queue?q=issue.${each.code}` }, code(`issue.${each.code}`))),
        h("td", {}, jixiao.badge(each.severity, code(each.severity))),
        h("td", {}, behind(`issue.${each.code}.${each.severity}`, each.count))))))
      : empty(t("issues_none")));

  jixiao.fill(main,
    h("h1", {}, t("run_of")), figures, jixiao.panels.map((panel) => panel(run)),
    h("div.columns", {}, h("div", {}, first), h("div", {}, statuses, amounts)),
    h("div.columns", {}, h("div", {}, checks), h("div", {}, issues)),
    h("footer.versions", {}, `${t("versions")}: `, Object.entries(run.versions).map(([name, value]) => `${name} ${String(value).slice(0, 12)}`).join(" · ")));
};
