"""What stands in an Office file → its Reading: gated grids, and what is told beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.model import Code, Grid, Issue, Reading, Reason
from extract.readers.html.beside import Around, Found, beside_values
from extract.readers.html.gate import gated
from extract.readers.html.unread import Aside
from extract.readers.told_lines import told_grids
from extract.words.gate import Gate
from extract.words.heads import headers_in_lines

_MOST_NAMED = 6
"""Cells that a note names one by one."""


@dataclass(slots=True)
class Office:
    """What stands in a file, in printed order."""

    format: str
    found: Found = field(default_factory=Found)
    hidden: list[str] = field(default_factory=list)
    stored: list[tuple[Grid, str]] = field(default_factory=list)
    """Cells that show less than they store, in words, each with its table."""

    def add(self, grid: Grid, asides: Iterable[Aside]) -> None:
        """Take a table in."""
        self.found.grids.append((grid, tuple(asides)))

    def reading(self, gate: Gate) -> Reading:
        """The Reading of the file."""
        grids = tuple(grid for grid, _ in self.found.grids)
        candidates = gated(grids, gate)
        around = Around(gate=gate, title=None, is_known=True, linked=frozenset(), has_files=False)
        beside = beside_values(self.found, candidates, around)
        issues = [Issue(code=Code.HIDDEN_ROWS, text=text) for text in self.hidden]
        issues += [Issue(code=Code.UNRULED_FORM, text=x) for x in headers_in_lines(self.lines)]
        issues += self._stored(candidates)
        issues += beside.issues
        lost = any(issue.code is Code.CELL_UNREAD for issue in beside.issues)
        return Reading(
            format=self.format,
            grids=(*(grids if gate.is_open else candidates), *told_grids(self.lines, candidates)),
            issues=tuple(issues),
            incomplete=beside.unread or (Reason.UNREAD_PARTS if lost else None),
        )

    @property
    def lines(self) -> list[str]:
        """The lines that stand in no table."""
        return self.found.lines

    def _stored(self, candidates: tuple[Grid, ...]) -> list[Issue]:
        kept = {id(grid) for grid in candidates}
        told = [text for grid, text in self.stored if id(grid) in kept]
        if not told:
            return []
        more = f" and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
        return [Issue(code=Code.VALUE_ROUNDED, text="; ".join(told[:_MOST_NAMED]) + more)]
