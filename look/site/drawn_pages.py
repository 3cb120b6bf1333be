"""Pages of an OFD as what stands on them: the browser draws them with fonts of its own.

Nothing of this machine is needed for it, and every text is a text node.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from extract.model import Refused
from extract.readers.ofd.document import documents_of
from extract.readers.ofd.package import Package
from extract.readers.pdf.limits import PageTooLarge
from extract.readers.pdf.page import Glyph, Page
from look.site.pictures import Band

_MARGIN = 8.0
_UPRIGHT = range(4)


def drawn_bands(data: bytes, bands: tuple[Band, ...]) -> list[dict[str, Any]]:
    """The bands of an OFD as texts and rules; none of a page that cannot be read.

    Raises Refused where the file cannot be opened.
    """
    pages: dict[int, Page] = {}
    wanted = {band.page for band in bands}
    for page in _pages(data, wanted):
        pages[page.number] = page
    return [_band(pages[band.page], band) for band in bands if band.page in pages]


def _pages(data: bytes, wanted: set[int]) -> Iterator[Page]:
    listed = [
        (document, *page) for document in documents_of(Package(data)) for page in document.pages()
    ]
    for number, (document, identity, name) in enumerate(listed, 1):
        if number in wanted:
            try:
                yield document.page(number, identity, name)
            except (PageTooLarge, Refused):
                continue


def _band(page: Page, band: Band) -> dict[str, Any]:
    top = 0.0 if band.top is None else band.top
    foot = page.height if band.bottom is None else band.bottom
    glyphs = [each for each in page.glyphs if top <= (each.top + each.bottom) / 2 <= foot]
    rules = [
        [rule.a, rule.at, rule.b, rule.at] if rule.flat else [rule.at, rule.a, rule.at, rule.b]
        for rule in page.rules
    ]
    rules = [rule for rule in rules if rule[1] <= foot and rule[3] >= top]
    xs = [x for each in glyphs for x in (each.x0, each.x1)]
    xs += [x for rule in rules for x in (rule[0], rule[2])]
    left = max(0.0, min(xs, default=0.0) - _MARGIN)
    right = min(page.width, max(xs, default=page.width) + _MARGIN)
    ys = [y for each in glyphs for y in (each.top, each.bottom)]
    high = max(top, min(ys, default=top) - _MARGIN)
    low = min(foot, max([*ys, *(rule[3] for rule in rules)], default=foot) + _MARGIN)
    box = [round(edge, 1) for edge in (left, high, right, max(low, high + 1))]
    return {
        "form": band.form,
        "page": band.page,
        "box": box,
        "texts": list(_texts(glyphs)),
        "rules": [[round(each, 1) for each in rule] for rule in rules],
    }


def _texts(glyphs: list[Glyph]) -> Iterator[list[Any]]:
    """Characters that stand on one line, in one size: text, its x one by one, y, size, turn."""
    for (y, size, turn), run in groupby(glyphs, lambda each: (each.y, each.size, each.turn)):
        line = list(run)
        if turn % 4 and turn in _UPRIGHT:
            for each in line:
                yield [each.text, [round(each.x, 1)], round(y, 1), round(size, 1), turn]
            continue
        text = "".join(each.text[:1] for each in line)
        yield [text, [round(each.x, 1) for each in line], round(y, 1), round(size, 1), 0]
