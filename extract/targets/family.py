"""The family of performance targets (绩效目标表): what a document's tables become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Code, Form, Grid, Issue, Outcome
from extract.tables.stitching import stitch
from extract.targets.carried_unit import CarriedUnit
from extract.targets.catalogue import recognise
from extract.targets.declined import declined
from extract.targets.form_table import FormTable
from extract.targets.forms_in_a_table import take_apart
from extract.targets.gate_words import gate
from extract.targets.left_over import lookalike_of, may_belong
from extract.targets.open_form import OpenForm
from extract.targets.printed_row import printed
from extract.words.gate import Gate


class Targets:
    """Forms of targets: the last of the families, since it takes whatever looks like one."""

    name = "targets"

    @property
    def gate(self) -> Gate:
        """The words by which its tables are told."""
        return gate()

    def opened(self) -> OpenForm:
        """A table that waits for its pieces."""
        return OpenForm()

    def read(self, grids: Sequence[Grid]) -> Outcome:
        """The forms of grids in printed order; what only looks like one becomes an issue."""
        found = _Found()
        for table in stitch(tuple(grids), self.opened):
            for part in take_apart(table):
                forms = recognise(part)
                found.forms.extend(forms)
                if forms:
                    found.unit.meet(part)
                else:
                    found.note(part)
                found.before = part.grid
        return Outcome(
            forms=tuple(map(found.unit.carry, found.forms)),
            issues=tuple(found.issues),
            unrecognised=len(found.issues),
            rows_failed=found.rows_failed,
        )


@dataclass(slots=True)
class _Found:
    """What was read of the tables so far; `before` is the last one."""

    forms: list[Form] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows_failed: int = 0
    before: Grid | None = None
    unit: CarriedUnit = field(default_factory=CarriedUnit)

    def note(self, table: FormTable) -> None:
        """Signal a table that no layout reads, where it may be a form or the rest of one."""
        grid, why = table.grid, declined(table)
        if alike := lookalike_of(grid):
            self.rows_failed += alike.rows
            text, code = alike.header, Code.UNRECOGNISED_FORM
        elif self.forms and self.before and may_belong(grid, self.forms[-1], self.before):
            self.rows_failed += grid.n_rows
            text = printed([cell for cell in grid.cells if cell.row == 0])
            code, why = Code.PIECE_LEFT_OVER, grid.apart
        else:
            return
        self.issues.append(Issue(code=code, text=text, page=grid.page, why=why))


TARGETS = Targets()
