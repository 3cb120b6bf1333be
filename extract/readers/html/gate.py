"""Which tables can belong to a target form: by its labels, and by what stands before them."""

from __future__ import annotations

from functools import cache

import regex

from extract.model import Grid
from extract.words.labels import section
from extract.words.text import key

_ROLES = {
    "facts": ("project_name", "department_name", "supervisor", "implementing_unit"),
    "blocks": ("goal", "goal_long_term", "indicators"),
    "columns": ("level1", "level2", "name"),
}


@cache
def _labels() -> regex.Pattern[str]:
    labels = {*section("levels"), *section("titles"), "绩效", "指标"}
    for name, roles in _ROLES.items():
        labels.update(label for label, role in section(name).items() if role in roles)
    return regex.compile("|".join(map(regex.escape, sorted(labels))))


def labels_in(text: str) -> int:
    """How many labels of a target form a text holds, each counted once.

    >>> labels_in("一 级\\n指 标 | 数量指标 | 指标值"), labels_in("收入 | 支出")
    (3, 0)
    """
    return len(set(_labels().findall(key(text))))


def may_be_target(text: str) -> bool:
    """Does the text of a table hold any label of a target form?"""
    return "指标" in text or "绩效" in text or _labels().search(key(text)) is not None


def gated(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Without the tables that no form can have.

    A table without labels stays after one that stayed: a form in several tables goes on in bare
    rows. What is kept too much is passed over by the layouts; nothing else may be lost.
    """
    kept: list[Grid] = []
    follows = False
    for grid in grids:
        printed = [line.text for line in grid.heading] + [cell.text for cell in grid.cells]
        follows = may_be_target("\n".join(printed)) or (follows and grid.n_cols > 1)
        if follows:
            kept.append(grid)
    return tuple(kept)
