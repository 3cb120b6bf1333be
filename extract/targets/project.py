"""A1, A1p, A3, A4, A6, A8 to A10: a project's form, 项目支出绩效目标表.

项目名称 and its offices, the money with its sources, the goal, and 一级指标 · 二级指标 · 三级指标 ·
指标值. A1 adds a column of points (分值权重), A1p a second goal and a second half of the money
(whole project beside this year), A4 who answers for the project, A6 a column of standards, A9 one
that describes the indicator. A8 names the first level 项目完成指标, A10 names it 实施效果指标.
"""

from __future__ import annotations

from extract.model import Form, Horizon
from extract.targets.assemble import assemble
from extract.targets.form_table import Table
from extract.targets.kinds import kind_of
from extract.words.text import key, level_keys

_BUDGET_OFFICE = "主管预算部门"
_FIRST_LEVELS = {"项目完成指标": "A8", "项目效益指标": "A8", "实施效果指标": "A10"}


class ProjectLayout:
    """Recognises whatever is one form with one block; the last of the layouts."""

    ids: tuple[str, ...] = ("A1", "A1p", "A3", "A4", "A6", "A8", "A9", "A10")

    def recognise(self, table: Table) -> tuple[Form, ...]:
        """The project form of a table; empty where the table is none."""
        kind = kind_of(table)
        return (assemble(table, kind, _variant(table)),) if kind else ()


def _variant(table: Table) -> str:
    preamble, roles = table.preamble, table.roles
    halves = any(line.horizon is Horizon.MID_TERM for line in preamble.funding)
    if preamble.goal_long_term is not None or halves:
        return "A1p"
    levels = [level_keys(row.level1)[1] for block in table.blocks for row in block.indicators]
    if named := next((_FIRST_LEVELS[level] for level in levels if level in _FIRST_LEVELS), None):
        return named
    if "description" in roles or table.described:
        return "A9"
    if "standard" in roles:
        return "A6"
    if "weight" in roles:
        return "A1"
    offices = [key(fact.label) for fact in preamble.facts if fact.role == "supervisor"]
    return "A4" if _BUDGET_OFFICE in offices else "A3"


PROJECT = ProjectLayout()
