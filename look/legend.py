"""What stands beside the picture of a page: what it came to, and what its colours mean.

No text of a document stands there: nothing hostile is shown. In English no font of the machine is
needed; Chinese is drawn with those that draw the page, and where there are none it stays English.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

import regex
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extract.readers.pdf.fates import Fate
from look.cell_roles import Role
from look.chinese_words import Words, broken, drawn_words
from look.explain import PageSeen
from look.remarks import remark_said
from say import Language, spoken, told

INK = (32, 38, 46)
FAINT = (96, 106, 118)
RULE = (214, 64, 69)
LOST = (225, 0, 60)
PAPER = (246, 247, 249)
FILL = 72
"""How opaque a role's colour lies over the print, of 255."""
_PANEL = 520
_MARGIN = 28
_TALLEST = 4000

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
    Fate.UNREAD: (LOST, "in no value"),
}
"""What is in a cell has the colour of its role; what is in none is underlined in one of these."""
_ASIDE = regex.compile(r"\s*\([^()]*[^\x00-\x7f][^()]*\)")
_CHINESE = regex.compile(r"[^\x00-\x7f]+")


def legend(seen: PageSeen, title: str, fonts: Path | None) -> Image.Image:
    """The panel at the right of a page, as high as its text, in the language that is spoken."""
    if spoken() is Language.ZH:
        lines: list[Words] = []
        panel, height = _drawn(seen, title, _Chinese(lines))
        words = drawn_words(lines, _PANEL, height, fonts)
        if words is not None:
            return ImageChops.multiply(panel.crop((0, 0, _PANEL, height)), words)
    panel, height = _drawn(seen, title, _English())
    return panel.crop((0, 0, _PANEL, height))


class _English:
    """Writes English at once; only ASCII: the font has no more."""

    def said(self, text: str, pieces: str = "") -> str:  # noqa: ARG002 -- as _Chinese has it
        """The words, as they stand."""
        return text

    def counted(self, meaning: str, count: int) -> str:
        """A meaning with its count."""
        return f"{meaning} ({count})"

    def listed(self, texts: Iterable[str]) -> str:
        """Several in one line."""
        return ", ".join(texts)

    def lines(self, text: str, width: float) -> Iterable[str]:
        """A paragraph in lines, so many characters of Chinese wide."""
        plain = _CHINESE.sub("[Chinese label]", _ASIDE.sub("", text))
        return textwrap.wrap(plain, int(width * 2))

    def write(self, pen: ImageDraw.ImageDraw, line: Words) -> None:
        """Draw a line."""
        font = ImageFont.load_default(line.size)
        pen.text((line.left, line.top), line.text, font=font, fill=line.colour)


class _Chinese(_English):
    """Collects Chinese, which is drawn with the fonts of the page."""

    def __init__(self, collected: list[Words]) -> None:
        self._collected = collected

    def said(self, text: str, pieces: str = "") -> str:
        """The words in Chinese."""
        return told(text, pieces) if pieces else remark_said(text)

    def counted(self, meaning: str, count: int) -> str:
        """A meaning with its count."""
        return f"{told(meaning, 'legend')}（{count}）"

    def listed(self, texts: Iterable[str]) -> str:
        """Several in one line."""
        return "，".join(texts)

    def lines(self, text: str, width: float) -> Iterable[str]:
        """A paragraph in lines, so many characters of Chinese wide."""
        return broken(text, width)

    def write(self, pen: ImageDraw.ImageDraw, line: Words) -> None:  # noqa: ARG002 -- as _English has it
        """Keep a line."""
        self._collected.append(line)


def _drawn(seen: PageSeen, title: str, by: _English) -> tuple[Image.Image, int]:
    """The panel, and how high its text is."""
    panel = Image.new("RGB", (_PANEL, _TALLEST), PAPER)
    pen = ImageDraw.Draw(panel)

    def text(
        y: int, words: str, size: int, colour: tuple[int, int, int], left: int = _MARGIN
    ) -> int:
        for line in by.lines(words, (_PANEL - left - _MARGIN) / size):
            by.write(pen, Words(left, y, size, colour, line))
            y += int(size * 1.35)
        return y + 5

    y = text(_MARGIN, by.said(title, "legend"), 24, INK)
    y = text(y + 4, _counts(seen, by), 18, FAINT) + 14
    for remark in seen.remarks:
        y = text(y, by.said(remark), 19, INK)
    y = _meanings(seen, pen, by, text, y + 18)
    return panel, min(y + _MARGIN, _TALLEST)


def _meanings(
    seen: PageSeen, pen: ImageDraw.ImageDraw, by: _English, text: Callable[..., int], y: int
) -> int:
    """What the colours mean that are on the page; where the text of it ends."""

    def meaning(y: int, words: str) -> int:
        return text(y, words, 18, INK, _MARGIN + 44)

    roles = [each.role for each in seen.cells]
    for role, (colour, means) in COLOURS.items():
        if role in roles:
            box = (_MARGIN, y + 3, _MARGIN + 30, y + 23)
            pen.rectangle(box, fill=_tint(colour), outline=colour, width=2)
            y = meaning(y, by.counted(means, roles.count(role)))
    steps = seen.steps
    if steps is None:
        return y
    if steps.rules:
        pen.line((_MARGIN, y + 13, _MARGIN + 30, y + 13), fill=RULE, width=3)
        pen.ellipse((_MARGIN + 10, y + 8, _MARGIN + 20, y + 18), outline=RULE, width=2)
        y = meaning(y, by.said("rule, crossing", "legend"))
    if steps.unread:
        pen.rectangle((_MARGIN, y + 3, _MARGIN + 30, y + 23), outline=LOST, width=4)
        pen.line((_MARGIN, y + 23, _MARGIN + 30, y + 3), fill=LOST, width=2)
        y = meaning(y, by.counted("print in no value, or in doubt", len(steps.unread)))
    for fate, count in steps.fates.items():
        if fate in FATES:
            colour, means = FATES[fate]
            pen.line((_MARGIN, y + 16, _MARGIN + 30, y + 16), fill=colour, width=4)
            y = meaning(y, by.counted(means, count))
    return y


def _counts(seen: PageSeen, by: _English) -> str:
    if seen.steps is None:
        return by.said("nothing of this page could be read", "legend")
    steps = seen.steps
    counts = (
        (len(steps.rules), "rules"),
        (len(steps.crossings), "crossings"),
        (len(steps.tables), "tables"),
        (len(seen.cells), "cells"),
        (steps.characters, "characters"),
    )
    found = by.listed(by.said(f"{count} {what}", "legend") for count, what in counts)
    fates = [by.said(f"{fate} {count}", "counts") for fate, count in steps.fates.items() if count]
    return f"{found} ({by.listed(fates)})" if fates else found


def _tint(colour: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple((part * FILL + 255 * (255 - FILL)) // 255 for part in colour)
