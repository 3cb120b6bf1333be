"use strict";
// A form's pictures with the boxes of its values on them.
jixiao.picture = (() => {
  const { h, t } = jixiao;

  // `boxes`: [{key, page, box, kind}] of the form; `choose` is told the key of a box that is clicked.
  function pane(pictures, boxes, choose) {
    const rects = new Map();
    const figures = pictures.map((picture) => {
      const [x0, top, x1, bottom] = picture.box;
      const layer = h("svg.boxes", { viewBox: `${x0} ${top} ${x1 - x0} ${bottom - top}`, preserveAspectRatio: "none", "aria-hidden": "true" });
      for (const each of boxes) {
        if (each.page !== picture.page) continue;
        const [a, b, c, d] = each.box;
        const rect = h(`rect.box.is-${each.kind}`, { x: a, y: b, width: Math.max(1, c - a), height: Math.max(1, d - b), onclick: () => choose(each.key) });
        layer.append(rect);
        rects.set(each.key, rect);
      }
      return h("figure", {},
        h("figcaption", {}, t("page", picture.page)),
        h("div.sheet", {},
          h("img", { src: picture.src, alt: t("picture_alt", picture.page), width: picture.size[0], height: picture.size[1], decoding: "async" }),
          layer));
    });
    const scroller = h("div.pages", { tabindex: 0, role: "region", "aria-label": t("as_published") }, figures);
    const zooms = ["fit", "large", "larger"];
    let zoom = window.innerWidth < 700 ? 2 : 0; // a page as wide as a phone cannot be read
    const button = h("button.plain.small", { type: "button", onclick: () => {
      zoom = (zoom + 1) % zooms.length;
      scroller.dataset.zoom = zooms[zoom];
      const active = scroller.querySelector(".box.is-active");
      if (active) reveal(active);
    } }, t("zoom"));
    scroller.dataset.zoom = zooms[zoom];

    // Scrolls inside the pane only: the page itself stays where it is.
    function reveal(rect) {
      const inner = rect.getBoundingClientRect();
      const outer = scroller.getBoundingClientRect();
      const above = inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24;
      const beside = inner.left < outer.left + 12 || inner.right > outer.right - 12;
      if (above) scroller.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
      if (beside) scroller.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
    }
    function show(key) {
      for (const rect of rects.values()) rect.classList.remove("is-active");
      const rect = rects.get(key);
      if (!rect) return;
      rect.classList.add("is-active");
      reveal(rect);
    }
    return { element: h("section.picture", { "aria-label": t("as_published") }, h("div.picture-head", {}, h("h2", {}, t("as_published")), button), scroller), show };
  }

  // What stands in the place of a picture, with its reason.
  function without(why) {
    return { element: h("section.picture.is-empty", {}, h("h2", {}, t("as_published")), jixiao.empty(why)), show: () => {} };
  }

  return { pane, without };
})();
