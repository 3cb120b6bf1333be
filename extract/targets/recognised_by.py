"""By what the layouts of the catalogue are told: columns, spans of time, labels, first levels.

Each takes a table taken apart; none knows the order of the catalogue, or the other layouts.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Horizon, Stage
from extract.targets.assemble import stage_of
from extract.targets.form_table import FormTable
from extract.words.heads import LEVELS
from extract.words.text import key, level_keys, split_bracket

_VALUES = {"当年预期实现值": "E2", "预期实现值": "E2", "绩效目标值": "E3"}
_INPUT = "投入指标"
_BUDGET_OFFICE = "主管预算部门"
_FIRST_LEVELS = {"项目完成指标": "A8", "项目效益指标": "A8", "实施效果指标": "A10"}


def any_form(_table: FormTable) -> bool:
    """Whatever is one form with one block."""
    return True


def tells_in_sentences(table: FormTable) -> bool:
    """Indicators in sentences beside names of levels, and no header over them."""
    return table.sentences is not None


def is_list(table: FormTable) -> bool:
    """Columns of projects or offices beside those of indicators."""
    return table.header is not None and table.header.is_list


def has_places(table: FormTable) -> bool:
    """A column of values for every place or office; without levels only a title makes a form."""
    told = bool(table.roles & set(LEVELS)) or table.title is not None
    scoped = any(column_set.scope for each in table.stretches for column_set in each.column_sets)
    return scoped and told and table.header is not None


def horizons_beside(table: FormTable) -> bool:
    """Two spans of time side by side."""
    column_sets = (each.column_sets for each in table.stretches)
    return any(len({column_set.horizon for column_set in each}) > 1 for each in column_sets)


def horizons_below(table: FormTable) -> bool:
    """Two spans of time, one block after the other."""
    horizons = {column_set.horizon for each in table.stretches for column_set in each.column_sets}
    return len(horizons) > 1


def is_monitored(table: FormTable) -> bool:
    """The title or the columns watch the year as it goes."""
    return stage_of(table) is Stage.MONITORING


def is_evaluated(table: FormTable) -> bool:
    """The title or the columns tell what was done."""
    return stage_of(table) is not Stage.TARGET


def evaluated_in_parts(table: FormTable) -> bool:
    """What was done, beside columns of signs or units."""
    return is_evaluated(table) and bool(table.roles & {"operator", "unit"})


def evaluated_by_letters(table: FormTable) -> bool:
    """What was done, under headers with letters: 年初目标值(A)."""
    lettered = any(split_bracket(text)[1] in ("A", "B") for text in _headers(table))
    return is_evaluated(table) and lettered


def has_typed_values(table: FormTable) -> bool:
    """Columns of the value's type and of its unit."""
    return table.roles >= {"type", "unit"}


def expects_values(table: FormTable) -> bool:
    """The value is headed 当年预期实现值."""
    return _headed(table) == "E2"


def states_input(table: FormTable) -> bool:
    """The value is headed 绩效目标值, or 投入 is a first level where last year's is not printed."""
    first = any(level == _INPUT for level in _first_levels(table))
    headed = _headed(table)
    return headed == "E3" or (headed is None and first and "prior" not in table.roles)


def has_last_year(table: FormTable) -> bool:
    """Another year's value is printed beside the plan."""
    return "prior" in table.roles


def has_earlier_money(table: FormTable) -> bool:
    """Amounts of earlier years stand beside the form's own."""
    return table.preamble.earlier


def has_two_goals(table: FormTable) -> bool:
    """A goal of the whole project, or the half of its money, beside the year's."""
    halves = any(line.horizon is Horizon.MID_TERM for line in table.preamble.funding)
    return table.preamble.goal_long_term is not None or halves


def completes_project(table: FormTable) -> bool:
    """项目完成指标 or 项目效益指标 is the first such first level."""
    return _named_level(table) == "A8"


def states_effects(table: FormTable) -> bool:
    """实施效果指标 is the first such first level."""
    return _named_level(table) == "A10"


def is_described(table: FormTable) -> bool:
    """A column describes the indicator."""
    return "description" in table.roles or table.described


def has_standards(table: FormTable) -> bool:
    """A column of standards."""
    return "standard" in table.roles


def has_points(table: FormTable) -> bool:
    """A column of points."""
    return "weight" in table.roles


def names_budget_office(table: FormTable) -> bool:
    """The supervisor is labelled 主管预算部门."""
    offices = [key(fact.label) for fact in table.preamble.facts if fact.role == "supervisor"]
    return _BUDGET_OFFICE in offices


def _headers(table: FormTable) -> Iterator[str]:
    return (key(c.cell.text) for each in table.stretches for c in each.header.columns)


def _headed(table: FormTable) -> str | None:
    """The first header of values by which an older form is known."""
    columns = (column for each in table.stretches for column in each.header.columns)
    printed = (split_bracket(key(c.cell.text))[0] for c in columns if c.role == "value")
    return next((_VALUES[text] for text in printed if text in _VALUES), None)


def _first_levels(table: FormTable) -> Iterator[str]:
    return (level_keys(row.level1)[1] for block in table.blocks for row in block.indicators)


def _named_level(table: FormTable) -> str | None:
    levels = _first_levels(table)
    return next((_FIRST_LEVELS[level] for level in levels if level in _FIRST_LEVELS), None)
