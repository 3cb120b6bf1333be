"""Forms told line by line, without a table: 项目名称：…, 产出指标, 数量指标：巡查≥24次.

Each line is a label and its text; names of levels before a colon make rows of indicators of them.
Only where a line names the project or its office, so that no prose about indicators is a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from extract.model import Grid
from extract.readers.line_grids import grids_of
from extract.readers.printed_lines import Piece, PrintedLines
from extract.words.heads import is_label
from extract.words.labels import is_level, level_of, role_of
from extract.words.text import key
from extract.words.titles import title_of

_LABELLED = regex.compile(
    r"\s*(?:(?:[一二三四五六七八九十]{1,3}|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2})[、.．]?\s*)?"
    r"(?P<label>[\p{Han}()（）]{2,20}?)(?P<count>\d{0,2})\s*[:：]\s*(?P<text>.*)"
)
_NUMBER = regex.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,2}[)）]、?|\d{1,2}[.．、])\s*"
)
_OPENERS = ("project_name", "department_name", "implementing_unit")
_VALUE = regex.compile(r"[<>=≥≤≧≦＜＞＝]|\d")
_FEW = 3
"""So many rows with a value are a block of indicators."""


def told_line_by_line(lines: Sequence[str]) -> PrintedLines | None:
    """The rows of forms so told; None where no lines tell one."""
    teller = _taken(lines)
    if not teller.tells:
        return None
    return teller.found if teller.opened else PrintedLines(list(lines), teller.told[:1])


def _taken(lines: Sequence[str]) -> _Teller:
    teller = _Teller()
    for line in lines:
        if line.strip():
            teller.take(line.strip())
    return teller


def first_told(lines: Sequence[str]) -> str | None:
    """The first line with an indicator of a form so told; None where no lines tell one."""
    teller = _taken(lines)
    return teller.told[0] if teller.tells and teller.told else None


def told_grids(lines: Sequence[str], found: Sequence[Grid]) -> tuple[Grid, ...]:
    """The tables that lines outside tables tell, where no table `found` may be a form."""
    told = None if found else told_line_by_line(lines)
    return grids_of(told.lines) if told and not told.lost else ()


@dataclass(slots=True)
class _Teller:
    """Takes line by line, knowing the levels that stand above."""

    found: PrintedLines = field(default_factory=PrintedLines)
    told: list[str] = field(default_factory=list)
    """The lines with an indicator."""
    valued: int = 0
    opened: bool = False
    titled: bool = False
    level1: str = ""
    level2: str = ""

    @property
    def tells(self) -> bool:
        """Are some rows with a value there, and a title or a label that opens a form?"""
        return self.valued >= _FEW and (self.opened or self.titled)

    def take(self, line: str) -> None:
        """Put a line down as a row, or as a line that it is."""
        match = _LABELLED.fullmatch(line) if ":" in line or "：" in line else None
        label, text = (match["label"], match["text"]) if match else (_NUMBER.sub("", line), "")
        if is_level(label):
            self._stand_below(label)
            if text:
                self._tell(text, line)
        elif title_of(line):
            self.titled = True
            self.level1 = self.level2 = ""
            self.found.lines.append(line)
        elif match and is_label(label):
            self.opened |= bool(text) and role_of("facts", label) in _OPENERS
            self.level1 = self.level2 = ""
            self.found.lines.append((Piece(label), Piece(text)) if text else (Piece(label),))
        elif (self.level1 or self.level2) and _VALUE.search(line):
            self._tell(line, line)
        else:
            self.found.lines.append(line)

    def _stand_below(self, name: str) -> None:
        if level_of(name) == "level2" or (self.level1 and level_of(name) == "either"):
            self.level2 = name
        else:
            self.level1, self.level2 = name, ""

    def _tell(self, text: str, line: str) -> None:
        levels = [level for level in (self.level1, self.level2) if key(level)]
        self.found.lines.append(tuple(map(Piece, (*levels, text))))
        self.told.append(line)
        self.valued += bool(_VALUE.search(text))
