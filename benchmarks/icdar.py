"""The tables of the ICDAR 2013 competition: `NAME.pdf` beside its `NAME-str.xml`.

The score is the competition's (Göbel et al. 2012): a table is the set of its neighbourhoods, pairs
of cells with text between which nothing else is printed, to the right or below. Texts are compared
without spaces and punctuation. Detection and structure count together: a table that is not found
loses its pairs, one that is none adds wrong ones; `NAME-reg.xml`, the places alone, adds nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.pdf_contenders import Table

Pair = tuple[str, str, str]
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs wanted, found, and right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.wanted + other.wanted, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall over all pairs."""
        return 2 * self.right / (self.wanted + self.found or 1)


def cases(folder: Path) -> Iterator[tuple[Path, list[Table]]]:
    """Publications of a folder with the tables that a person saw in them."""
    for pdf in sorted(folder.rglob("*.pdf")):
        structure = pdf.with_name(f"{pdf.stem}-str.xml")
        if structure.exists():
            yield pdf, read_structure(structure)


def read_structure(path: Path) -> list[Table]:
    """The tables of a `-str.xml`; regions of one table are put together by their increments."""
    tables = []
    for table in ET.parse(path).getroot().iter("table"):  # noqa: S314 -- a benchmark's own files
        cells: Table = []
        for region in table.iter("region"):
            down, right = (int(region.get(f"{way}-increment") or 0) for way in ("row", "col"))
            cells += [_cell(cell, down, right) for cell in region.iter("cell")]
        tables.append(cells)
    return tables


def _cell(cell: ET.Element, down: int, right: int) -> tuple[str, int, int, int, int]:
    row, col = int(cell.get("start-row") or 0), int(cell.get("start-col") or 0)
    last_row, last_col = int(cell.get("end-row") or row), int(cell.get("end-col") or col)
    text = cell.findtext("content") or ""
    return text, row + down, col + right, last_row - row + 1, last_col - col + 1


def score(wanted: Iterable[Table], found: Iterable[Table]) -> Score:
    """How many of the neighbourhoods are right."""
    one = sum((Counter(pairs(table)) for table in wanted), Counter[Pair]())
    other = sum((Counter(pairs(table)) for table in found), Counter[Pair]())
    return Score(one.total(), other.total(), (one & other).total())


def pairs(table: Table) -> list[Pair]:
    """The neighbourhoods of a table.

    >>> pairs([("a", 0, 0, 1, 2), ("b", 1, 0, 1, 1), ("", 1, 1, 1, 1), ("c", 1, 2, 1, 1)])
    [('a', 'b', 'below'), ('b', 'c', 'right')]
    """
    at = {
        (r, c): n
        for n, (text, row, col, tall, wide) in enumerate(table)
        if _plain(text)
        for r in range(row, row + tall)
        for c in range(col, col + wide)
    }
    height = max((r for r, _ in at), default=-1) + 1
    width = max((c for _, c in at), default=-1) + 1
    met: dict[tuple[int, int, str], None] = {}
    for (r, c), n in at.items():
        for way, places in (
            ("right", ((r, k) for k in range(c + 1, width))),
            ("below", ((k, c) for k in range(r + 1, height))),
        ):
            beside = next((at[place] for place in places if place in at), None)
            if beside is not None and beside != n:
                met[n, beside, way] = None
    return sorted((_plain(table[a][0]), _plain(table[b][0]), way) for a, b, way in met)


def _plain(text: str) -> str:
    return _NOISE.sub("", text).lower()
