"""A text of a workbook in several runs: raised figures, what is struck through, how it is read."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Code
from extract.readers.html.raised import is_mark, raised
from extract.readers.html.unread import Aside
from extract.readers.office.escapes import unescaped
from extract.readers.office.ink import Colour, is_unseen
from extract.readers.office.parts_of_xml import Element, attribute, child, local
from extract.readers.office.sheets.styles import colour_in

_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class RichText:
    """A text as shown, and what of it is no part of that; `inks` are colours of parts of it."""

    text: str
    asides: tuple[Aside, ...] = ()
    inks: tuple[tuple[int, int, Colour], ...] = ()

    def unseen_on(self, ground: Colour | None) -> tuple[str, str]:
        """What of the text cannot be told from its ground, and what is left."""
        left, out = self.text, []
        for start, end, ink in reversed(self.inks):
            if is_unseen(ink, ground) and self.text[start:end].strip():
                out.append(self.text[start:end])
                left = left[:start] + left[end:]
        return "".join(reversed(out)), left


def rich_text(element: Element) -> RichText:
    """The text of `si` or `is`; how it is pronounced (rPh) is not printed in its line."""
    parts: list[str] = []
    asides: list[Aside] = []
    inks: list[tuple[int, int, Colour]] = []
    runs = [each for each in element if isinstance(each.tag, str)]
    for n, each in enumerate(runs):
        match local(each.tag):
            case "t":
                parts.append(unescaped(each.text or ""))
            case "r":
                before = "".join(parts)
                after = "".join(_text(run) for run in runs[n + 1 : n + 2])
                text, aside = _run(each, before, after)
                parts.append(text)
                if aside:
                    asides.append(aside)
                if ink := _ink(each):
                    inks.append((len(before), len(before) + len(text), ink))
    return RichText("".join(parts), tuple(asides), tuple(inks))


def _ink(run: Element) -> Colour | None:
    properties = child(run, "rPr")
    return colour_in(properties) if properties is not None else None


def _text(run: Element) -> str:
    text = child(run, "t")
    return unescaped(text.text or "") if text is not None else ""


def _run(run: Element, before: str, after: str) -> tuple[str, Aside | None]:
    text = _text(run)
    properties = child(run, "rPr")
    if properties is None or not text.strip():
        return text, None
    struck = child(properties, "strike")
    if struck is not None and attribute(struck, "val") not in _OFF:
        return "", Aside(Code.TEXT_WITHDRAWN, text)
    align = child(properties, "vertAlign")
    if align is not None and attribute(align, "val") == "superscript":
        if is_mark(text, before, after):
            return "", Aside(Code.RAISED_MARK, text)
        return raised(text), None
    return text, None
