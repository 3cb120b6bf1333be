"""A page with what was read drawn on it: rules, crossings, cells in the colours of their roles.

No text of a document is drawn, so that no font is needed and nothing hostile is shown.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import regex
from PIL import Image, ImageDraw, ImageFont

from extract.model import Box
from extract.readers.pdf.fates import Fate
from look.cell_roles import Placed, Role
from look.explain import PageSeen

SCALE = 2.0
"""Pixels a point: small print stays readable."""
_PANEL = 520
_MARGIN = 28
_INK = (32, 38, 46)
_FAINT = (96, 106, 118)
_RULE = (214, 64, 69)
_LOST = (225, 0, 60)
_FILL = 72
"""How opaque a role's colour lies over the print, of 255."""

COLOURS: dict[Role, tuple[tuple[int, int, int], str]] = {
    Role.HEADER: ((51, 65, 122), "column header"),
    Role.LEVEL: ((130, 80, 190), "level"),
    Role.NAME: ((28, 118, 200), "indicator name"),
    Role.VALUE: ((0, 140, 110), "value"),
    Role.DETAIL: ((90, 150, 170), "operator, unit, points ..."),
    Role.FACT: ((190, 120, 0), "fact: project, office ..."),
    Role.FUNDING: ((150, 150, 0), "money"),
    Role.GOAL: ((200, 80, 140), "goal"),
    Role.LABEL: ((110, 120, 130), "label"),
    Role.SIGNALLED: ((235, 140, 30), "not read, signalled as an issue"),
    Role.APART: ((150, 135, 110), "cell of a table that is no form"),
    Role.UNUSED: ((225, 40, 40), "text that no form uses"),
}
FATES: dict[Fate, tuple[tuple[int, int, int], str]] = {
    Fate.LINE: ((60, 130, 220), "in a line outside of tables"),
    Fate.TURNED: ((0, 150, 160), "at a turn, outside of tables"),
    Fate.AGAIN: ((150, 90, 200), "struck again (bold)"),
    Fate.MARK: ((230, 150, 20), "mark: watermark, seal"),
    Fate.HIDDEN: ((140, 140, 140), "in the file, not shown"),
    Fate.PICTURE: ((140, 100, 60), "picture"),
    Fate.SHAPE: ((170, 130, 80), "filled shape"),
    Fate.FIELD: ((70, 160, 70), "form field or note"),
    Fate.UNREAD: (_LOST, "in no value"),
}
"""What is in a cell has the colour of its role; what is in none is underlined in one of these."""
_ASIDE = regex.compile(r"\s*\([^()]*[^\x00-\x7f][^()]*\)")
_CHINESE = regex.compile(r"[^\x00-\x7f]+")
_PAPER = (246, 247, 249)
_TALLEST = 4000


def drawn(page: Image.Image | None, seen: PageSeen, *, title: str, form: int | None) -> Image.Image:
    """The picture of a page with its legend at the right; only the band of one `form` if given.

    `page` is None where it cannot be rendered: then the legend says what is known.
    """
    picture = page.convert("RGB") if page else Image.new("RGB", (900, 1200), "white")
    width = seen.steps.width if seen.steps else 0.0
    scale = picture.width / width if width else SCALE
    picture = _painted(picture, seen, scale)
    if form is not None:
        picture = _band(picture, seen, form, scale)
    legend = _legend(seen, title)
    sheet = Image.new(
        "RGB", (picture.width + legend.width, max(picture.height, legend.height)), _PAPER
    )
    sheet.paste(picture, (0, 0))
    sheet.paste(legend, (picture.width, 0))
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
        pen.line((x0, y0, x1, y1), fill=(*_RULE, 170), width=2)
    for crossing in seen.steps.crossings if seen.steps else ():
        x, y, *_ = _scaled(crossing, scale)
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), outline=(*_RULE, 255), width=2)
    for fate, box, _ in seen.steps.ink if seen.steps else ():
        if fate in FATES:
            x0, _, x1, y1 = _scaled(box, scale)
            pen.line((x0, y1, x1, y1), fill=(*FATES[fate][0], 230), width=3)
    for unread in seen.steps.unread if seen.steps else ():
        x0, y0, x1, y1 = _scaled(unread.box, scale)
        pen.rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), outline=(*_LOST, 255), width=4)
        pen.line((x0 - 3, y1 + 3, x1 + 3, y0 - 3), fill=(*_LOST, 200), width=2)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _cell(pen: ImageDraw.ImageDraw, each: Placed, box: tuple[float, float, float, float]) -> None:
    if each.role is Role.EMPTY:
        return
    colour, _ = COLOURS[each.role]
    x0, y0, x1, y1 = box
    inside = (x0 + 2, y0 + 2, max(x1 - 2, x0 + 3), max(y1 - 2, y0 + 3))
    strong = each.role in (Role.UNUSED, Role.SIGNALLED)
    pen.rectangle(inside, fill=(*colour, _FILL), outline=(*colour, 230), width=4 if strong else 1)


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


def _legend(seen: PageSeen, title: str) -> Image.Image:
    """What the page came to, in words, and what the colours mean; as high as its text."""
    panel = Image.new("RGB", (_PANEL, _TALLEST), _PAPER)
    pen = ImageDraw.Draw(panel)
    y = _text(pen, _MARGIN, [title], size=24, fill=_INK)
    y = _text(pen, y + 4, [_counts(seen)], size=18, fill=_FAINT)
    y = _text(pen, y + 14, seen.remarks, size=19, fill=_INK) + 18
    present = {each.role for each in seen.cells}
    for role, (colour, meaning) in COLOURS.items():
        if role in present:
            count = sum(each.role is role for each in seen.cells)
            pen.rectangle((_MARGIN, y + 3, _MARGIN + 30, y + 23), fill=_tint(colour))
            pen.rectangle((_MARGIN, y + 3, _MARGIN + 30, y + 23), outline=colour, width=2)
            y = _text(pen, y, [f"{meaning} ({count})"], size=18, fill=_INK, left=_MARGIN + 44)
    if seen.steps and seen.steps.rules:
        pen.line((_MARGIN, y + 13, _MARGIN + 30, y + 13), fill=_RULE, width=3)
        pen.ellipse((_MARGIN + 10, y + 8, _MARGIN + 20, y + 18), outline=_RULE, width=2)
        y = _text(pen, y, ["rule, crossing"], size=18, fill=_INK, left=_MARGIN + 44)
    if seen.steps and seen.steps.unread:
        box = (_MARGIN, y + 3, _MARGIN + 30, y + 23)
        pen.rectangle(box, outline=_LOST, width=4)
        pen.line((_MARGIN, y + 23, _MARGIN + 30, y + 3), fill=_LOST, width=2)
        told = f"print in no value, or in doubt ({len(seen.steps.unread)})"
        y = _text(pen, y, [told], size=18, fill=_INK, left=_MARGIN + 44)
    for fate, count in seen.steps.fates.items() if seen.steps else ():
        if fate in FATES:
            colour, meaning = FATES[fate]
            pen.line((_MARGIN, y + 16, _MARGIN + 30, y + 16), fill=colour, width=4)
            y = _text(pen, y, [f"{meaning} ({count})"], size=18, fill=_INK, left=_MARGIN + 44)
    return panel.crop((0, 0, _PANEL, min(y + _MARGIN, _TALLEST)))


def _counts(seen: PageSeen) -> str:
    if seen.steps is None:
        return "nothing of this page could be read"
    steps = seen.steps
    counts = (
        ("rules", len(steps.rules)),
        ("crossings", len(steps.crossings)),
        ("tables", len(steps.tables)),
        ("cells", len(seen.cells)),
        ("characters", steps.characters),
    )
    fates = ", ".join(f"{fate} {count}" for fate, count in steps.fates.items() if count)
    return ", ".join(f"{count} {what}" for what, count in counts) + f" ({fates})" * bool(fates)


def _tint(colour: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple((part * _FILL + 255 * (255 - _FILL)) // 255 for part in colour)


def _text(  # noqa: PLR0913 -- where, what and how of a text
    pen: ImageDraw.ImageDraw,
    y: int,
    paragraphs: Iterable[str],
    *,
    size: int,
    fill: tuple[int, int, int],
    left: int = _MARGIN,
) -> int:
    """Wrapped paragraphs from `y` down; where they end. Only ASCII: the font has no more."""
    font = ImageFont.load_default(size)
    for paragraph in paragraphs:
        plain = _CHINESE.sub("[Chinese label]", _ASIDE.sub("", paragraph))
        for line in textwrap.wrap(plain, int((_PANEL - left - _MARGIN) / (size * 0.5))):
            pen.text((left, y), line, font=font, fill=fill)
            y += int(size * 1.35)
        y += 5
    return y
