"use strict";
// Tables of documents without pages, drawn from their cells, with the cells of values lit.
jixiao.cells = (() => {
  const { h, t, doc, load } = jixiao;
  const WHOLE = 80; // a table of so many rows is shown whole
  const MOST = 300; // rows of a longer one
  const HEAD = 4; // its first rows, which hold the column heads
  const MANY = 6; // tables of a file in which no value has a place

  // The cells of some rows of a table: a cell that spans rows stands in every part it reaches.
  async function cellsOf(id, table, first, last) {
    const found = new Map();
    for (const [n, [from, part]] of table.parts.entries()) {
      const to = n + 1 < table.parts.length ? table.parts[n + 1][0] - 1 : table.rows - 1;
      if (from > last || to < first) continue;
      for (const cell of await load(`tables/${id}-${part}`)) {
        if (cell[0] <= last && cell[0] + cell[2] > first) found.set(`${cell[0]},${cell[1]}`, cell);
      }
    }
    return [...found.values()];
  }

  // Rows `first` to `last` as elements; spans end where the rows shown end.
  function rows(table, cells, first, last, made) {
    const starts = new Map();
    const taken = new Set();
    for (const [row, col, down, across, text, place] of cells.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const [top, bottom] = [Math.max(row, first), Math.min(row + down, last + 1)];
      const right = Math.min(col + across, table.columns);
      if (col >= right || taken.has(`${top},${col}`)) continue;
      let end = col;
      while (end < right && !taken.has(`${top},${end}`)) end += 1;
      for (let r = top; r < bottom; r += 1) for (let c = col; c < end; c += 1) taken.add(`${r},${c}`);
      starts.set(`${top},${col}`, made(text, place, bottom - top, end - col));
    }
    const found = [];
    for (let r = first; r <= last; r += 1) {
      const line = h("tr", {});
      for (let c = 0; c < table.columns; c += 1) {
        if (starts.has(`${r},${c}`)) line.append(starts.get(`${r},${c}`));
        else if (!taken.has(`${r},${c}`)) line.append(h("td.none", {}));
      }
      found.push(line);
    }
    return found;
  }

  // `boxes`: [{key, place, kind}] of the form `name`; `choose` is told the key of a cell clicked.
  async function pane(id, head, name, boxes, choose) {
    const keys = new Map();
    for (const each of boxes) if (each.place && !keys.has(each.place)) keys.set(each.place, each);
    const cells = new Map();
    const made = (text, place, down, across) => {
      const own = keys.get(place);
      const cell = h(`td${own ? `.cell.is-${own.kind}` : ""}`, { rowspan: down > 1 ? down : null, colspan: across > 1 ? across : null, onclick: own ? () => choose(own.key) : null }, doc(text, 4000));
      if (own) cells.set(own.key, cell);
      return cell;
    };
    const spans = head.spans[name]?.length ? head.spans[name] : head.tables.slice(0, MANY).map((table, n) => [n, 0, table.rows - 1]);
    const shown = [];
    for (const [number, from, to] of spans) {
      const table = head.tables[number];
      const whole = table.rows <= WHOLE;
      const [first, last] = whole ? [0, table.rows - 1] : [from, Math.min(to, from + MOST - 1)];
      const body = h("tbody", {});
      const gap = (count) => (count > 0 ? h("tr.gap", {}, h("td", { colspan: table.columns }, t("rows_between", count))) : []);
      const top = Math.min(HEAD, first);
      if (top) body.append(...rows(table, await cellsOf(id, table, 0, top - 1), 0, top - 1, made));
      body.append(...[gap(first - top)].flat(), ...rows(table, await cellsOf(id, table, first, last), first, last, made), ...[gap(table.rows - 1 - last)].flat());
      shown.push(h("figure", {},
        h("figcaption", {}, t("table_of", number + 1, head.tables.length), table.sheet ? [" · ", doc(table.sheet, 60)] : null),
        h("div.sheet.of-cells", {},
          first === 0 || whole ? table.heading.map((line) => h("p", {}, doc(line, 400))) : null,
          h("table.printed", {}, body),
          whole ? table.below.map((line) => h("p", {}, doc(line, 400))) : null)));
    }
    return jixiao.pane(shown, (key) => cells.get(key) ?? cells.get(same(key)), boxes);

    // Two values of one cell: the first of them lights it for both.
    function same(key) {
      return keys.get(boxes.find((each) => each.key === key)?.place)?.key;
    }
  }

  return { pane };
})();

// What is shown of a document beside the values of a form or budget table: a pane, and crops.
jixiao.evidence = async (page, name, boxes, choose) => {
  const { h, t, load, forget, empty } = jixiao;
  const without = (why) => ({ element: h("section.picture.is-empty", {}, h("h2", {}, t("as_published")), empty(why)), show: () => {}, crop: () => null, missing: [] });
  if (!page.shown) return without(t(page.raw ? "nothing_shown" : "no_pictures"));
  forget(`${page.shown}/`, 12);
  const head = await load(`${page.shown}/${page.id}`);
  const lost = (why) => t("no_picture_form", t(`picture_${why}`));
  if (page.shown === "tables") {
    if (!head.tables.length) return without(lost(head.problem ?? "unreadable"));
    return { ...(await jixiao.cells.pane(page.id, head, name, boxes, choose)), crop: () => null, missing: [] };
  }
  const own = head.pictures.filter((each) => each.form === name);
  if (!own.length) return { ...without(lost(head.problem ?? "left_out")), missing: head.missing_fonts };
  return { ...jixiao.picture.pane(own, boxes, choose), crop: (at, box) => jixiao.picture.crop(own, at, box), missing: head.missing_fonts };
};

// The links to what was published: the raw file, and its address.
jixiao.origins = (page) => {
  const { h, t, doc } = jixiao;
  const safe = { target: "_blank", rel: "noopener noreferrer" };
  const raw = page.raw ? h("a", { href: page.raw.href, id: "raw-file", ...safe }, t(page.raw.text ? "raw_as_text" : "raw_file")) : null;
  const inside = page.raw?.inside ? [" ", h("span.muted", {}, t("raw_inside"), doc(page.raw.inside, 80))] : null;
  const web = page.url ? h("a", { href: page.url, id: "source-address", ...safe }, t("source_address")) : null;
  return raw || web ? h("p.origins", {}, raw, inside, raw && web ? " · " : null, web) : null;
};
