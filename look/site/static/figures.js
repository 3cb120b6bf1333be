"use strict";
// Departments, the quality of targets, years beside each other, and the rows behind each figure.
(() => {
  const year = (query) => query.get("year") ?? "";
  const CHANGES = ["kept", "raised", "lowered", "earlier", "later", "reworded", "new", "dropped"];
  const DEMANDS = ["same", "stricter", "looser", "unclear"];

  jixiao.panels.push((run) => {
    const { h, t } = jixiao;
    if (!run.insight) return null;
    const links = [["quality", "quality"], ["years", "years_beside"], ["departments", "departments"]];
    return [h("p.figure-links", {}, links.map(([to, name]) => h("a.more", { href: `#/${to}` }, t(name)))),
      h("section.charts", { "aria-label": t("pictures") },
        run.insight.charts.map(jixiao.chart),
        run.insight.drawn ? null : h("p.notice", {}, t("charts_missing")))];
  });

  // A rule and its share; every figure is a link to its rows.
  function qualityTable(rules, years, figure) {
    const { h, t, number, share, get } = jixiao;
    const at = jixiao.language === "zh" ? 1 : 0;
    const told = new Map(get("run").insight.rules.map((rule) => [rule.id, rule]));
    return h("div.wide", {}, h("table.numbers.quality", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("rule")), years.map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, rules.map((id) => h("tr", {},
        h("th", { scope: "row" }, told.get(id).title[at], h("span.muted.block", {}, told.get(id).says[at]),
          h("span.muted.block", {}, t("rule_source", told.get(id).source[at]))),
        years.map((each) => {
          const [counted, of, href] = figure(id, each) ?? [0, 0, ""];
          return h("td", {}, of ? [counted ? h("a", { href }, number(counted)) : "0", h("span.muted", {}, ` / ${number(of)} · ${share(counted, of)}`)] : "–");
        }))))));
  }

  jixiao.views.quality = (main) => {
    const { h, t, get, empty } = jixiao;
    const insight = get("run").insight;
    if (!insight || !insight.years.length) { jixiao.fill(main, h("h1", {}, t("quality")), empty(t("quality_none"))); return; }
    jixiao.fill(main, h("h1", {}, t("quality")), h("p.lead", {}, t("quality_lead")),
      qualityTable(insight.rules.map((rule) => rule.id), insight.years, (id, each) => {
        const figure = insight.quality[each]?.[id];
        return figure && [...figure, `#/rows?rule=${id}&year=${each}`];
      }));
  };

  jixiao.views.rows = async (main, _, query) => {
    const { h, t, get, load, doc } = jixiao;
    const insight = get("run").insight;
    const at = insight.rules.findIndex((rule) => rule.id === query.get("rule"));
    const wanted = { year: year(query), department: query.get("department") };
    const found = [];
    for (let n = 0; n < insight.shards.rows; n += 1) {
      const { documents, forms } = await load(`figure-rows-${n}`);
      for (const [at_document, form, of_year, department, rows] of forms) {
        if (wanted.year && String(of_year) !== wanted.year) continue;
        if (wanted.department !== null && String(department) !== wanted.department) continue;
        for (const [row, marks] of rows) if (at < 0 || marks & (1 << at)) found.push([documents[at_document], form, row]);
      }
    }
    const rule = insight.rules[at];
    const language = jixiao.language === "zh" ? 1 : 0;
    jixiao.fill(main, h("h1", {}, rule ? rule.title[language] : t("indicators")),
      h("p.lead", {}, [wanted.year, rule?.says[language]].filter(Boolean).join(" · ")));
    await jixiao.rowList(main, found, async ([id, form, row]) => {
      const one = await jixiao.rowOf(id, form, row);
      const name = one.form?.project_name ?? one.form?.department_name ?? "";
      return h("tr", {},
        h("th", { scope: "row" }, h("a.entry", { href: `#/d/${id}/${form}/${row}` }, doc(one.row?.name ?? "", 80))),
        h("td", {}, h("span.value-text", {}, doc(jixiao.printedRow(one.row), 80))),
        h("td", {}, doc(name, 60)), h("td.muted", {}, doc(one.page.path, 60), one.row?.page ? ` ${t("at_page", one.row.page)}` : ""));
    });
    return undefined;
  };

  jixiao.views.years = async (main, _, query) => {
    const { h, t, get, load, doc, code } = jixiao;
    const insight = get("run").insight;
    const change = CHANGES.indexOf(query.get("change"));
    const demand = DEMANDS.indexOf(query.get("demand"));
    const department = query.get("department");
    const found = [];
    for (let n = 0; n < insight.shards.years; n += 1) {
      const { documents, families } = await load(`figure-years-${n}`);
      for (const [of_year, of_department, targets] of families) {
        if (year(query) && String(of_year) !== year(query)) continue;
        if (department !== null && String(of_department) !== department) continue;
        for (const [before, after, what, asks] of targets) {
          if (change >= 0 && what !== change) continue;
          if (demand >= 0 && asks !== demand) continue;
          found.push([before && [documents[before[0]], ...before.slice(1)], after && [documents[after[0]], ...after.slice(1)], what, asks]);
        }
      }
    }
    const named = [year(query), change >= 0 ? code(CHANGES[change]) : null, demand >= 0 ? code(DEMANDS[demand]) : null];
    jixiao.fill(main, h("h1", {}, t("years_beside")), h("p.lead", {}, named.filter(Boolean).join(" · ")));
    const side = async (place) => {
      if (!place) return { name: null, cell: h("td.muted", {}, "–") };
      const one = await jixiao.rowOf(...place);
      return { name: one.row?.name, project: one.form?.project_name, cell: h("td", {}, h("a.entry", { href: `#/d/${place.join("/")}` }, h("span.value-text", {}, doc(jixiao.printedRow(one.row), 60))), h("span.muted.block", {}, doc(one.page.path, 50))) };
    };
    await jixiao.rowList(main, found, async ([before, after, what, asks]) => {
      const [old, now] = [await side(before), await side(after)];
      return h("tr", {}, h("th", { scope: "row" }, doc(now.name ?? old.name ?? "", 80), h("span.muted.block", {}, doc(now.project ?? old.project ?? "", 60))),
        old.cell, h("td", { "aria-hidden": "true" }, "→"), now.cell,
        h("td", {}, jixiao.badge("flag", code(CHANGES[what])), asks >= 0 && asks !== 0 ? [" ", jixiao.badge(DEMANDS[asks] === "looser" ? "warning" : "flag", code(DEMANDS[asks]))] : null));
    });
    return undefined;
  };

  jixiao.views.departments = async (main, _, query) => {
    const { h, t, get, load, doc, number, money, empty } = jixiao;
    const insight = get("run").insight;
    const list = insight ? await load("departments") : [];
    const words = (query.get("q") ?? "").toLowerCase();
    const body = h("tbody", {});
    const show = (text) => {
      const found = list.filter(([, name]) => name.toLowerCase().includes(text));
      jixiao.fill(body, found.slice(0, 500).map(([n, name, years, forms, amount]) => h("tr", {},
        h("th", { scope: "row" }, h("a.entry", { href: `#/department/${n}` }, doc(name, 90))),
        h("td", { "data-label": t("year") }, years.join(", ")), h("td.n", { "data-label": t("forms") }, number(forms)),
        h("td.n", { "data-label": t("amount") }, amount === null ? "–" : money(amount)))));
    };
    show(words);
    jixiao.fill(main, h("h1", {}, t("departments")),
      list.length ? [h("div.filters", {}, h("input", { type: "search", id: "department-words", "aria-label": t("filter"), placeholder: t("filter"), value: words, oninput: (event) => show(event.target.value.toLowerCase()) })),
        h("table.cards.list", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("department_name")), h("th", { scope: "col" }, t("year")), h("th.n", { scope: "col" }, t("forms")), h("th.n", { scope: "col" }, t("money_latest")))), body)]
        : empty(t("quality_none")));
  };

  // A department: its years beside each other, the chain of its sums, how its targets are written.
  jixiao.views.department = async (main, [number_]) => {
    const { h, t, code, load, doc, said, number, money, badge, empty } = jixiao;
    if (!/^\d+$/.test(number_ ?? "")) throw new Error("not found");
    const page = await load(`department-${number_}`);
    jixiao.forget("department-", 12);
    const years = page.years.map((each) => each.year);
    const chain = (of_year) => {
      const sums = page.chain.filter((each) => each.year === of_year);
      return h("section", {}, h("h3", {}, of_year), sums.length ? h("ol.chain", {}, sums.map((each) => h("li", {},
        h("a", { href: each.href }, code(`rule.${each.rule}`)), " ", badge(each.verdict === "fails" ? "error" : "ok", t(each.verdict)),
        h("span.block", {}, doc(said(each.left), 300), h("b.sign", {}, ` ${jixiao.sign(each)} `), doc(said(each.right), 300)),
        each.difference ? h("span.muted.block", {}, t("chain_difference", money(each.difference.replace("-", "")))) : null))) : empty(t("chain_none")));
    };
    const projects = (each) => h("section", {}, h("h3", {}, each.year),
      h("table.numbers", {}, h("tbody", {}, each.forms.map((form) => h("tr", {},
        h("th", { scope: "row" }, h("a", { href: `#/d/${form.document}/${form.no}` }, doc(form.name ?? code(form.kind), 80)), form.stage === "target" ? null : h("span.muted", {}, ` ${code(form.stage)}`)),
        h("td", {}, form.money === null ? "–" : money(form.money)))))));
    const changes = Object.entries(page.changes);
    jixiao.fill(main,
      h("p.crumbs", {}, h("a", { href: "#/departments" }, t("departments"))),
      h("h1", {}, doc(page.name, 120)),
      h("section.charts", {}, page.charts.map(jixiao.chart)),
      h("h2", {}, t("chain_of_sums")), h("div.columns.even", {}, years.map(chain)),
      changes.length ? [h("h2", {}, t("years_beside")), h("div.wide", {}, h("table.numbers", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("year")), CHANGES.map((each) => h("th", { scope: "col" }, code(each))))),
        h("tbody", {}, changes.map(([of_year, counts]) => h("tr", {}, h("th", { scope: "row" }, of_year),
          CHANGES.map((each) => h("td", {}, counts[each] ? h("a", { href: `#/years?year=${of_year}&change=${each}&department=${number_}` }, number(counts[each])) : "–")))))))] : null,
      h("h2", {}, t("quality")), qualityTable(jixiao.get("run").insight.rules.map((rule) => rule.id), years.map(String), (id, each) => {
        const figure = page.quality[each]?.[id];
        return figure && [...figure, `#/rows?rule=${id}&year=${each}&department=${number_}`];
      }),
      h("h2", {}, t("forms_and_money")), h("div.columns.even", {}, page.years.map(projects)));
  };

  jixiao.views.lines = async (main, _, query) => {
    const { h, t, load, doc } = jixiao;
    const lines = (await load("figure-lines")).filter((each) => each.code === query.get("code") && (!year(query) || String(each.year) === year(query)));
    jixiao.fill(main, h("h1", {}, t("chart_functions")), h("p.lead", {}, [year(query), query.get("code")].filter(Boolean).join(" · ")));
    return jixiao.rowList(main, lines, async (each) => h("tr", {},
      h("th", { scope: "row" }, h("a.entry", { href: each.href }, doc(each.label, 80))),
      h("td.n", {}, doc(each.text, 40)), h("td", {}, doc(each.department ?? "", 60)), h("td.muted", {}, doc(each.path, 60), each.place ? [" ", jixiao.placed(each.place)] : null)));
  };
})();
