"""A page with what was read drawn on it: rules, crossings, cells in the colours of their roles.

No text of a document is drawn, so that no font is needed and nothing hostile is shown.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from extract.model import Box
from look.cell_roles import Placed, Role
from look.explain import PageSeen
from look.legend import COLOURS, FATES, FILL, LOST, PAPER, RULE, legend

SCALE = 2.0
"""Pixels a point: small print stays readable."""


def drawn(
    page: Image.Image | None,
    seen: PageSeen,
    *,
    title: str,
    form: int | None,
    fonts: Path | None = None,
) -> Image.Image:
    """The picture of a page with its legend at the right; only the band of one `form` if given.

    `page` is None where it cannot be rendered: then the legend says what is known. `fonts`: a
    folder of fonts in place of the system's, for a legend in Chinese.
    """
    picture = page.convert("RGB") if page else Image.new("RGB", (900, 1200), "white")
    width = seen.steps.width if seen.steps else 0.0
    scale = picture.width / width if width else SCALE
    picture = _painted(picture, seen, scale)
    if form is not None:
        picture = _band(picture, seen, form, scale)
    side = legend(seen, title, fonts)
    size = (picture.width + side.width, max(picture.height, side.height))
    sheet = Image.new("RGB", size, PAPER)
    sheet.paste(picture, (0, 0))
    sheet.paste(side, (picture.width, 0))
    return sheet


def _painted(picture: Image.Image, seen: PageSeen, scale: float) -> Image.Image:
    """Cells filled in the colour of their role, rules and crossings over them."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for each in seen.cells:
        if each.cell.box is not None:
            _cell(pen, each, _scaled(each.cell.box, scale))
    for rule in seen.steps.rules if seen.steps else ():
        x0, y0, x1, y1 = _scaled(rule, scale)
        pen.line((x0, y0, x1, y1), fill=(*RULE, 170), width=2)
    for crossing in seen.steps.crossings if seen.steps else ():
        x, y, *_ = _scaled(crossing, scale)
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), outline=(*RULE, 255), width=2)
    for fate, box, _ in seen.steps.ink if seen.steps else ():
        if fate in FATES:
            x0, _, x1, y1 = _scaled(box, scale)
            pen.line((x0, y1, x1, y1), fill=(*FATES[fate][0], 230), width=3)
    for unread in seen.steps.unread if seen.steps else ():
        x0, y0, x1, y1 = _scaled(unread.box, scale)
        pen.rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), outline=(*LOST, 255), width=4)
        pen.line((x0 - 3, y1 + 3, x1 + 3, y0 - 3), fill=(*LOST, 200), width=2)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _cell(pen: ImageDraw.ImageDraw, each: Placed, box: tuple[float, float, float, float]) -> None:
    if each.role is Role.EMPTY:
        return
    colour, _ = COLOURS[each.role]
    x0, y0, x1, y1 = box
    inside = (x0 + 2, y0 + 2, max(x1 - 2, x0 + 3), max(y1 - 2, y0 + 3))
    strong = each.role in (Role.UNUSED, Role.SIGNALLED)
    pen.rectangle(inside, fill=(*colour, FILL), outline=(*colour, 230), width=4 if strong else 1)


def _band(picture: Image.Image, seen: PageSeen, form: int, scale: float) -> Image.Image:
    """The part of a page that a form takes up, its title above it; all of it where unknown."""
    boxes = [each.cell.box for each in seen.cells if each.form == form and each.cell.box]
    if not boxes:
        return picture
    top = int((min(box.top for box in boxes) - 60) * scale)
    foot = int((max(box.bottom for box in boxes) + 20) * scale)
    return picture.crop((0, max(0, top), picture.width, min(foot, picture.height)))


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale
