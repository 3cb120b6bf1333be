"""C1: a department's form, 部门整体支出绩效目标表.

A block of income and expenditure (收入预算合计, 支出预算合计 with their parts), the year's goal,
and 一级指标 · 二级指标 · 三级指标 · 指标值.
"""

from __future__ import annotations

from dataclasses import replace

from extract.layouts.assemble import assemble, take_apart
from extract.model import Form, Grid, Kind, RawFunding

# Within a department's block these labels are parts of its income (收入预算).
_INCOME_PARTS = {
    "fiscal_appropriation": "income_fiscal_appropriation",
    "other": "income_other",
}


class DepartmentLayout:
    """Recognises a department's form by its title or its income and expenditure lines."""

    ids: tuple[str, ...] = ("C1",)

    def recognise(self, grid: Grid) -> tuple[Form, ...]:
        """The department form of a grid; empty where the grid is none."""
        parts = take_apart(grid)
        if parts is None:
            return ()
        titled = parts.title is not None and parts.title.kind is Kind.DEPARTMENT
        budget = parts.has_funding("income") and parts.has_funding("expenditure")
        if parts.has_fact("project_name") or not (titled or budget):
            return ()
        form = assemble(parts, Kind.DEPARTMENT, "C1")
        return (replace(form, funding=tuple(_as_income(line) for line in form.funding)),)


def _as_income(line: RawFunding) -> RawFunding:
    return replace(line, item=_INCOME_PARTS.get(line.item, line.item))


DEPARTMENT = DepartmentLayout()
