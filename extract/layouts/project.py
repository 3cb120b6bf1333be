"""A1, A1p, A3: a project's form, 项目支出绩效目标表.

项目名称 and its offices, the money with its sources, the goal, and 一级指标 · 二级指标 · 三级指标 ·
指标值. A1 adds a column of points (分值权重), A1p a second goal and a second half of the money
(whole project beside this year).
"""

from __future__ import annotations

from extract.layouts.assemble import Parts, assemble, take_apart
from extract.model import Form, Grid, Horizon, Kind


class ProjectLayout:
    """Recognises a project's form by its 项目名称 or its title."""

    ids: tuple[str, ...] = ("A1", "A1p", "A3")

    def recognise(self, grid: Grid) -> tuple[Form, ...]:
        """The project form of a grid; empty where the grid is none."""
        parts = take_apart(grid)
        if parts is None:
            return ()
        titled = parts.title is not None and parts.title.kind is Kind.PROJECT
        if not (titled or parts.has_fact("project_name")):
            return ()
        return (assemble(parts, Kind.PROJECT, _variant(parts)),)


def _variant(parts: Parts) -> str:
    halves = any(line.horizon is Horizon.MID_TERM for line in parts.preamble.funding)
    if parts.preamble.goal_long_term is not None or halves:
        return "A1p"
    return "A1" if "weight" in parts.header.roles else "A3"


PROJECT = ProjectLayout()
