"""C1, C2: a department's form, 部门整体支出绩效目标表.

A block of income and expenditure (收入预算合计, 支出预算合计 with their parts), the year's goal,
and 一级指标 · 二级指标 · 三级指标 · 指标值. C2 prints earlier years' amounts and shares beside the
year's own.
"""

from __future__ import annotations

from extract.model import Form, Kind
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of


class DepartmentLayout:
    """Recognises a department's form by its title or its income and expenditure lines."""

    ids: tuple[str, ...] = ("C1", "C2")

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The department form of a table; empty where the table is none."""
        if kind_of(table) is not Kind.DEPARTMENT:
            return ()
        return (assemble(table, Kind.DEPARTMENT, "C2" if table.preamble.earlier else "C1"),)


DEPARTMENT = DepartmentLayout()
