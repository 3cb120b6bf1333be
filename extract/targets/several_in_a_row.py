r"""A printed row that holds several indicators: a line each in the cells of name and value.

`1.新建渠道\n2.新建水闸` | `3公里\n5座`: where the lines of every cell answer each other, each is an
indicator; where they do not, nobody can tell which value is whose.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extract.model import Cell
from extract.targets.realigned_row import Cells
from extract.targets.shapes import is_value
from extract.words.heads import LEVELS
from extract.words.text import key

_NUMBER = regex.compile(
    r"\s*(?:指标\s*)?(?:(?P<point>(?P<n>\d{1,2})\s*[.．])|(?P<n>\d{1,2})\s*[、：:)）]"
    r"|[(（]\s*(?P<n>\d{1,2})\s*[)）]|(?P<circled>[①-⑳]))\s*"
)
"""How a line begins that is one of several: 1. 2、 (3) ④ 指标5：."""
_SIGNED = regex.compile(
    r"\s*(?:[<>=≥≤＜＞＝≧≦⩾⩽≠]|[不小大高低多少]+[于过]\s*\d|控制在\s*\d)|\s*[\d.]+\s*[%％‰]\s*$"
)
"""A line that is a whole value beyond doubt: it begins with a sign, or is a percentage."""
_GOES_ON = regex.compile(r"[、，,和及与的（(]\s*$")
_MONTH = regex.compile(r"\s*\d{1,2}\s*[.．]\s*\d{1,2}\s*[月年]")
"""1.3月底前 is the first line and a month; 1.3公里 may be the length."""
_SHARED = ("unit", "type", "direction", *LEVELS)
"""Cells whose one text stands for all indicators of the row."""
_SHORT = 2


def is_several(name: str, value: str) -> bool:
    r"""Does one row print several indicators: several numbered names, and several values?

    >>> is_several("1.新建渠道\n2.新建水闸", "3公里\n5座"), is_several("1.渠道\n2.水闸", "100%")
    (True, False)
    """
    if "\n" not in name or "\n" not in value:
        return False
    values = _lines(value)
    return len(_numbered(name)) > 1 and len(values) > 1 and all(map(is_value, values))


def parted(cells: Cells) -> list[Cells]:
    """The cells of each indicator that a row prints; the row's own where it prints but one.

    Every cell that belongs to one indicator alone must have a line for each.
    """
    name, value = cells.get("name"), cells.get("value")
    if name is None or value is None or name is value or "\n" not in name.text:
        return [cells]
    names = _names(name, value)
    values = _values(value, len(names), numbered=len(_numbered(name.text)) > 1)
    if len(names) < 2 or not values:
        return [cells]
    columns: dict[str, list[str]] = {"name": names, "value": values}
    for role, cell in cells.items():
        if role in columns or cell is None:
            continue
        lines = _of_others(role, cell, len(names))
        if lines is None:
            return [cells]
        columns[role] = lines
    return [_picked(cells, columns, at) for at in range(len(names))]


def _picked(cells: Cells, columns: dict[str, list[str]], at: int) -> Cells:
    return {
        role: replace(cell, text=columns[role][at]) if cell else None
        for role, cell in cells.items()
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if key(line)]


def _names(name: Cell, value: Cell) -> list[str]:
    """The names of a cell: those that are numbered, or its lines where each has a signed value.

    A page wraps its lines where they end; only where lines are kept as they were written does a
    line tell that a name ends.
    """
    if numbered := _numbered(name.text):
        return numbered
    lines, values = _lines(name.text), _lines(value.text)
    whole = all(len(key(line)) > _SHORT and not _GOES_ON.search(line) for line in lines)
    written = name.page is None
    return lines if written and whole and all(map(_SIGNED.match, values)) else [name.text]


def _values(value: Cell, count: int, *, numbered: bool) -> list[str]:
    """As many values as there are names, each a value of its own; none where they are not.

    A number that goes on in the next line leaves one line without its unit.
    """
    lines = _numbered(value.text) if numbered else []
    if numbered and not lines and _may_be_numbered(value.text):
        return []
    found = lines or _lines(value.text)
    alike = lines or len({line[-1].isdigit() for line in found}) == 1
    return found if alike and len(found) == count and all(map(is_value, found)) else []


def _numbered(text: str) -> list[str]:
    r"""The lines that are counted from one on, each with those that go on below it.

    >>> _numbered("1.新建渠\n道\n2.新建水闸"), _numbered("1.5公里\n2.5公里")
    (['新建渠\n道', '新建水闸'], [])
    """
    found: list[str] = []
    for line in _lines(text):
        match = _NUMBER.match(line)
        if match and _count(match) == len(found) + 1:
            if match["point"] and line[match.end() :][:1].isdigit() and not _MONTH.match(line):
                return []
            found.append(line[match.end() :])
        elif found:
            found[-1] += "\n" + line
        else:
            return []
    return found


def _may_be_numbered(text: str) -> bool:
    r"""May the first digits of each line be its number, or those of a value?

    >>> _may_be_numbered("1.3公里\n2.5公里"), _may_be_numbered("3.5公里\n2.5公里")
    (True, False)
    """
    matches = map(_NUMBER.match, _lines(text))
    return all(match and _count(match) == at for at, match in enumerate(matches, start=1))


def _count(match: regex.Match[str]) -> int:
    return int(match["n"]) if match["n"] else ord(match["circled"]) - ord("①") + 1


def _of_others(role: str, cell: Cell, count: int) -> list[str] | None:
    """What each indicator has of a further cell; None where its lines do not answer theirs."""
    lines = _numbered(cell.text) or _lines(cell.text)
    if len(lines) == count and role not in LEVELS:
        return lines
    if not lines or role in _SHARED:
        return [cell.text] * count
    # Points printed once for several indicators are those of none of them alone.
    return [""] * count if role == "weight" else None
