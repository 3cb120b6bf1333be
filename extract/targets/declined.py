"""Why no layout read a table, in a sentence for the person who looks at it."""

from __future__ import annotations

from extract.targets.form_table import FormTable
from extract.targets.kinds import kind_of


def declined(table: FormTable) -> str:
    """What a table lacks to be read by any layout; empty where it lacks nothing."""
    if not table.headers:
        return "no row names both a column of levels (一级指标) and one of indicators (三级指标)"
    for stretch in table.stretches:
        values = stretch.header.roles.count("value")
        if stretch.sides:
            continue
        if not values:
            return "the header of the indicators names no column of values (指标值)"
        return (
            f"the header names {values} columns of values, and no heading tells which span of time "
            "or which place each is for"
        )
    if not table.coherent:
        return "the columns of levels hold no names of levels: cells of the table are lost"
    if kind_of(table) is None and not table.stretches[0].header.is_list:
        return "nothing but indicators: no title of a form, no 项目名称, no goal with money"
    return ""
