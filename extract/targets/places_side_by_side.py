"""B3: one value for each township, 一级 · 二级 · 三级 · 指标解释 · a column for every place.

Each place's value is an indicator of its own, its `scope` the heading of the column.
"""

from __future__ import annotations

from extract.model import Form, Kind
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of


class ScopesLayout:
    """Recognises a block by its columns of places or offices."""

    ids: tuple[str, ...] = ("B3",)

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The form with a value for each place; empty where the table has none."""
        scoped = any(side.scope for each in table.stretches for side in each.sides)
        if not scoped or table.header is None:
            return ()
        return (assemble(table, kind_of(table) or Kind.PROJECT, "B3"),)


SCOPES = ScopesLayout()
