"""A2, A5: two goals with an indicator block each, side by side or one after the other.

The whole project's (中期, 长期, 实施期) and the year's. Their rows are told apart by `horizon`.
"""

from __future__ import annotations

from extract.model import Form
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of


class SpansLayout:
    """Recognises a form by its two spans of time."""

    ids: tuple[str, ...] = ("A2", "A5")

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The form with two blocks; empty where the table has one."""
        kind = kind_of(table)
        if kind is None:
            return ()
        beside = any(len({side.horizon for side in each.sides}) > 1 for each in table.stretches)
        below = {side.horizon for each in table.stretches for side in each.sides}
        if not beside and len(below) < 2:
            return ()
        return (assemble(table, kind, "A2" if beside else "A5"),)


SPANS = SpansLayout()
