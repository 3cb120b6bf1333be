"""Numbers that a Word document prints before its paragraphs and keeps in no text: 1. 一、 ①."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from extract.readers.office.parts_of_xml import Element, attribute, child, children
from extract.readers.office.shown.numerals import digit_by_digit, in_numerals
from extract.readers.office.symbols import in_symbols

_PLACE = regex.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: its text has %1 … %9 for the numbers of the levels."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    font: str | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has come."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The lists that a numbering part declares."""
        if root is None:
            return cls()
        abstract = {
            attribute(each, "abstractNumId") or "": _levels(each)
            for each in children(root, "abstractNum")
        }
        lists: dict[str, tuple[str, dict[int, Level]]] = {}
        for each in children(root, "num"):
            points = child(each, "abstractNumId")
            name = (attribute(points, "val") or "") if points is not None else ""
            own = {
                level: said
                for override in children(each, "lvlOverride")
                for level, said in _levels(override).items()
            }
            number = attribute(each, "numId") or ""
            lists[number] = (name if not own else f"{name}/{number}", abstract.get(name, {}) | own)
        return cls(lists=lists)

    def printed(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list; empty where nothing does."""
        counted, levels = self.lists.get(number, ("", {}))
        said = levels.get(level)
        if said is None or not 0 <= level < _LEVELS:
            return ""
        counts = self.counts[counted]
        while len(counts) <= level:
            start = levels.get(len(counts), Level()).start
            counts.append(start - 1 if len(counts) == level else start)
        del counts[level + 1 :]
        counts[level] += 1
        if said.format == "none" or not said.text:
            return ""
        if said.format == "bullet":
            return ""
        text = _PLACE.sub(
            lambda found: _written(counts, levels, int(found[1]) - 1, said.format), said.text
        )
        return in_symbols(text, said.font) + ("" if said.suffix == "nothing" else " ")


def _written(counts: list[int], levels: dict[int, Level], at: int, own: str) -> str:
    if at >= len(counts):
        return ""
    return in_format(counts[at], levels[at].format if at in levels else own)


def _levels(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in children(element, "lvl"):
        at = attribute(each, "ilvl") or ""
        if at.isdigit():
            said = {name: _value(each, name) for name in ("start", "numFmt", "lvlText", "suff")}
            start = said["start"] or "1"
            levels[int(at)] = Level(
                start=int(start) if start.isdigit() else 1,
                format=said["numFmt"] or "decimal",
                text=said["lvlText"] or "",
                suffix=said["suff"] or "tab",
            )
    return levels


def _value(element: Element, name: str) -> str | None:
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def in_format(number: int, format_: str) -> str:
    """A number as a list prints it, by the names of ECMA-376 Part 1, 17.18.59.

    >>> in_format(12, "decimal"), in_format(12, "chineseCounting"), in_format(12, "upperRoman")
    ('12', '十二', 'XII')
    >>> in_format(3, "decimalEnclosedCircleChinese"), in_format(2, "ideographTraditional")
    ('③', '乙')
    """
    written = _FORMATS.get(format_.removesuffix("Chinese"), str)
    return written(number) if number > 0 else str(number)


def _counted(number: int) -> str:
    text = in_numerals(number, 1)
    return text.removeprefix("一") if 10 <= number < 20 else text


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value and len(text) < 20:
            text += sign
            number -= value
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": lambda n: _counted(n) if n <= 10 else digit_by_digit(n, 1),
    "chineseLegalSimplified": lambda n: in_numerals(n, 2),
    "ideographLegalTraditional": lambda n: in_numerals(n, 2),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "ideographTraditional": _one_of(_STEMS),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
}
