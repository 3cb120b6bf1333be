"use strict";
// A form's pictures with the boxes of its values on them; a page of an OFD is drawn here.
jixiao.picture = (() => {
  const { h, t, inert } = jixiao;

  // What stands in a band: its picture, or the texts and rules of which the page is made.
  function print(band) {
    const [x0, top, x1, bottom] = band.box;
    if (band.src) return h("image", { href: band.src, x: x0, y: top, width: x1 - x0, height: bottom - top });
    return h("g.print", {},
      band.rules.map(([a, b, c, d]) => h("line", { x1: a, y1: b, x2: c, y2: d })),
      band.texts.map(([text, xs, y, size, turn]) => h("text", { x: xs.join(" "), y, "font-size": size, transform: turn ? `rotate(${90 * turn} ${xs[0]} ${y})` : null }, inert(text))));
  }

  // A value as the page prints it, cut out of its band; null where its page has none.
  function crop(bands, page, box) {
    const band = bands.find((each) => each.page === page);
    if (!band || !box) return null;
    const [x0, top, x1, bottom] = [box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3];
    return h("svg.crop", { viewBox: `${x0} ${top} ${x1 - x0} ${bottom - top}`, width: Math.round(1.6 * (x1 - x0)), role: "img", "aria-label": t("crop") }, print(band));
  }

  // `boxes`: [{key, page, box, kind, place}] of the form; `choose` is told the key of one clicked.
  function pane(bands, boxes, choose) {
    const rects = new Map();
    const figures = bands.map((band) => {
      const [x0, top, x1, bottom] = band.box;
      const view = { viewBox: `${x0} ${top} ${x1 - x0} ${bottom - top}` };
      const layer = h("svg.boxes", { ...view, preserveAspectRatio: "none", "aria-hidden": "true" });
      for (const each of boxes) {
        if (each.page !== band.page || !each.box) continue;
        const [a, b, c, d] = each.box;
        const rect = h(`rect.box.is-${each.kind}`, { x: a, y: b, width: Math.max(1, c - a), height: Math.max(1, d - b), onclick: () => choose(each.key) });
        layer.append(rect);
        rects.set(each.key, rect);
      }
      return h("figure", {},
        h("figcaption", {}, t("page", band.page)),
        h("div.sheet", {},
          band.src
            ? h("img", { src: band.src, alt: t("picture_alt", band.page), width: band.size[0], height: band.size[1], decoding: "async" })
            : h("svg.drawn", { ...view, role: "img", "aria-label": t("picture_alt", band.page) }, print(band)),
          layer));
    });
    return jixiao.pane(figures, (key) => rects.get(key), boxes);
  }

  return { pane, crop };
})();

// What is shown beside the values: it scrolls in itself, lights a value, and names its place.
jixiao.pane = (shown, found, boxes) => {
  const { h, t, placed } = jixiao;
  const ZOOMS = ["fit", "large", "larger"];
  let zoom = window.innerWidth < 700 ? 2 : 0; // a page as wide as a phone cannot be read
  let lit = null;
  const place = h("span.lit-place", {});
  const scroller = h("div.pages", { tabindex: 0, role: "region", "aria-label": t("as_published") }, shown);
  const button = h("button.plain.small", { type: "button", onclick: () => {
    zoom = (zoom + 1) % ZOOMS.length;
    scroller.dataset.zoom = ZOOMS[zoom];
    if (lit) reveal(lit);
  } }, t("zoom"));
  scroller.dataset.zoom = ZOOMS[zoom];

  // Scrolls inside the pane only: the page itself stays where it is.
  function reveal(part) {
    const inner = part.getBoundingClientRect();
    const outer = scroller.getBoundingClientRect();
    const above = inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24;
    const beside = inner.left < outer.left + 12 || inner.right > outer.right - 12;
    if (above) scroller.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    if (beside) scroller.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
  function show(key) {
    lit?.classList.remove("is-active");
    lit = found(key);
    place.replaceChildren();
    const named = boxes.find((each) => each.key === key)?.place;
    if (named) place.replaceChildren(placed(named));
    if (!lit) return;
    lit.classList.add("is-active");
    reveal(lit);
  }
  return { element: h("section.picture", { "aria-label": t("as_published") }, h("div.picture-head", {}, h("h2", {}, t("as_published")), place, button), scroller), show };
};
