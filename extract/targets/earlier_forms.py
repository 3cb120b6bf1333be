"""E1 to E3: older forms.

E1 prints last year's level beside this year's plan (上年度实际水平 · 本年度计划水平), E2 绩效标准
and 当年预期实现值, E3 投入, 产出 and 效益 with 绩效目标值. The value is the plan.
"""

from __future__ import annotations

from extract.model import Form
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of
from extract.words.text import key, level_keys, split_bracket

_VALUES = {"当年预期实现值": "E2", "预期实现值": "E2", "绩效目标值": "E3"}
_INPUT = "投入指标"


class EarlierLayout:
    """Recognises the older forms by their columns, and by a first level of 投入."""

    ids: tuple[str, ...] = ("E1", "E2", "E3")

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The older form of a table; empty where the table is none."""
        kind = kind_of(table)
        variant = _variant(table) if kind else None
        return (assemble(table, kind, variant),) if kind and variant else ()


def _variant(table: Table) -> str | None:
    headers = [column for each in table.stretches for column in each.header.columns]
    values = [split_bracket(key(c.cell.text))[0] for c in headers if c.role == "value"]
    if named := next((_VALUES[value] for value in values if value in _VALUES), None):
        return named
    if "prior" in table.roles:
        return "E1"
    rows = (row for block in table.blocks for row in block.indicators)
    return "E3" if any(level_keys(row.level1)[1] == _INPUT for row in rows) else None


EARLIER = EarlierLayout()
