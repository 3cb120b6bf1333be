"""Columns whose header alone does not tell what they are: what stands beside and below it does."""

from __future__ import annotations

from dataclasses import replace

import regex

from extract.tables.grid_rows import Rows, overlap
from extract.targets.column import Column
from extract.targets.shapes import value_shaped
from extract.words.heads import LEVELS, NAMES, is_label
from extract.words.labels import column_role, is_level, level_of, role_of
from extract.words.text import key

_SHARE = 3
_HALVES = 2
_PARTS = 3
"""A sign, a number, a unit."""
_SIGN = regex.compile(
    r"\s*(?:[<>=≥≤≧≦＜＞＝⩾⩽]+|定[性量]|[大小等][于於]?(?:等于)?|不[大小高低多少]于)\s*"
)
_DIRECTION = regex.compile(r"(?:正|反|负|逆)向(?:指标)?|[-/]")
_DIGIT = regex.compile(r"\d")
_MEASURED = regex.compile(r"\d\s*\p{Han}")
_EITHER = ("定量", "定性")
_TELLS_NAMES = ("", "name", "description", "explanation")
_GROUPS = ("指标", "目标", "内容", "类", "维度", "方面", "层", "项")
"""What the header of a column speaks of that groups indicators: 评价内容, 考核维度."""


def understood(rows: Rows, row: int, below: int, columns: list[Column]) -> list[Column]:
    """The columns of a header, `row` up to `below`, each with the role that its place tells."""
    columns = _with_values_below(rows, row, columns)
    columns = _with_unnamed_value(rows, row, below, columns)
    columns = _alternatives(columns)
    columns = _parted_value(rows, below, _by_contents(rows, below, columns))
    columns = _both_levels(rows, below, columns)
    columns = _with_name(rows, below, columns)
    columns = _levels_as_names(rows, below, columns)
    columns = _second_meanings(rows, below, columns)
    columns = _with_value(rows, below, columns)
    columns = _told_twice(rows, below, columns)
    return _with_levels(rows, below, columns)


def _with_values_below(rows: Rows, row: int, columns: list[Column]) -> list[Column]:
    """目标值 in the row above over 上半年 | 全年, beside the names: each of them is a value's."""
    if not row or any(column.role == "value" for column in columns):
        return columns
    over = [cell for cell in rows.covering(row - 1) if column_role(cell.text) == "value"]
    if len(over) != 1 or over[0].row + over[0].rowspan > row:
        return columns
    [heading] = over
    below = [c for c in columns if not c.role and overlap(c.cell, heading) == c.cell.colspan]
    if len(below) != heading.colspan or len(below) < _HALVES:
        return columns  # in an export no width tells what stands below
    return [replace(c, role="value", above=heading) if c in below else c for c in columns]


def _with_unnamed_value(rows: Rows, row: int, below: int, columns: list[Column]) -> list[Column]:
    """指标值 over 符号 | (nothing) | 单位: the value stands where no second heading does."""
    if any(column.role == "value" for column in columns):
        return columns
    over = (*(c.above for c in columns if c.above), *(rows.covering(row - 1) if row else ()))
    for heading in over:
        if column_role(heading.text) != "value":
            continue
        beside = (c.col for c in rows.texts(heading.row) if c.col > heading.col)
        end = max(heading.col + heading.colspan, min(beside, default=rows.n_cols))
        headed = {c for each in columns for c in range(each.cell.col, each.end)}
        free = [col for col in range(heading.col, end) if col not in headed]
        if len(free) == 1:
            cell = replace(heading, row=below - 1, col=free[0], rowspan=1, colspan=1)
            found = [*columns, Column(role="value", cell=cell, above=heading)]
            return sorted(found, key=lambda column: column.cell.col)
    return columns


def _parted_value(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """One heading over the cells of sign, number and unit, none of which has one of its own."""
    values = [column for column in columns if column.role == "value"]
    if len(values) != 1 or values[0].above:
        return columns
    [wide] = values
    after = (column.cell.col for column in columns if column.cell.col > wide.cell.col)
    end = max(wide.end, min(after, default=rows.n_cols))
    if not 1 < end - wide.cell.col <= _PARTS:
        return columns
    cells = [replace(wide.cell, col=col, colspan=1) for col in range(wide.cell.col, end)]
    parts = [Column(role="value", cell=cell, above=wide.cell) for cell in cells]
    told = _by_contents(rows, below, parts)
    numbers = [column for column in told if column.role == "value"]
    if told == parts or len(numbers) != 1:
        return columns
    if any(map(_MEASURED.search, _alone(rows, below, numbers[0]))):
        return columns  # a number with its unit needs none from the cell beside it
    at = columns.index(wide)
    return [*columns[:at], *told, *columns[at + 1 :]]


def _alternatives(columns: list[Column]) -> list[Column]:
    """定量 | 定性 below 指标值, or 定量指标值 | 定性指标值: a target stands in one of the two."""
    found = [[c for c in columns if c.role in ("", "value") and _says(c, w)] for w in _EITHER]
    either = [column for columns_of in found for column in columns_of]
    others = any(column.role == "value" and column not in either for column in columns)
    if others or any(len(columns_of) != 1 for columns_of in found):
        return columns
    roles = {found[0][0]: "value", found[1][0]: "alternative"}
    return [replace(c, role=roles[c]) if c in roles else c for c in columns]


def _says(column: Column, word: str) -> bool:
    """定量, 定量指标值, 定量目标; 定量/定性 is the heading of a type."""
    printed = key(column.cell.text)
    return printed.startswith(word) and not any(e in printed[len(word) :] for e in _EITHER)


def _by_contents(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """指标值 over 比较 | 数值 | 计量, whatever the words: signs alone, numbers, units alone."""
    values = [column for column in columns if column.role == "value" and column.above]
    if len(values) < _HALVES:
        return columns
    texts = {column: _alone(rows, below, column) for column in values}
    signs = [c for c in values if texts[c] and all(map(_SIGN.fullmatch, texts[c]))]
    worded = [c for c in values if texts[c] and not any(map(_DIGIT.search, texts[c]))]
    units = [c for c in worded if c not in signs]
    others = [c for c in values if c not in signs and c not in units]
    if len(others) != 1 or not (signs or units) or len(units) > 1 or len(signs) > 1:
        return columns
    roles = dict.fromkeys(signs, "operator") | dict.fromkeys(units, "unit")
    return [replace(c, role=roles[c]) if c in roles else c for c in columns]


def _alone(rows: Rows, below: int, column: Column) -> list[str]:
    """The texts that stand in a column, and in no other beside it."""
    cells = rows.below(column.cell, rows.n_rows)
    own = (cell for cell in cells if cell.row >= below and cell.col == column.cell.col)
    return [cell.text for cell in own if key(cell.text) and cell.colspan == 1]


def _levels_as_names(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """指标名称 | 指标内容 over 数量指标 | 渠道: what is headed as a name holds second levels.

    Then the names stand in the column right of it, if that tells of indicators in words.
    """
    first = next((column for column in columns if column.role == "name"), None)
    seconds = [column for column in columns if column.role == "level2"]
    lifted = [c for c in seconds if _holds_first_levels(rows, below, c)]
    if first is None or seconds != lifted or (lifted and "level1" in {c.role for c in columns}):
        return columns
    texts = _below(rows, below, first)
    levels = sum(level_of(text) in ("level2", "either") for text in texts)
    [right] = columns[columns.index(first) + 1 :][:1] or [first]
    if levels < _HALVES or levels * _HALVES < len(texts) or right.role not in _TELLS_NAMES:
        return columns
    named = _below(rows, below, right)
    if right is first or len(named) < levels or any(map(level_of, named)):
        return columns
    if _holds_values(rows, below, right):
        return columns
    roles = {first: "level2", right: "name"} | dict.fromkeys(lifted, "level1")
    return [replace(c, role=roles[c]) if c in roles else c for c in columns]


def _holds_first_levels(rows: Rows, below: int, column: Column) -> bool:
    """指标类别 over 产出指标 and 效益指标."""
    texts = _below(rows, below, column)
    return bool(texts) and all(level_of(text) in ("level1", "either") for text in texts)


def _with_name(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Where no column names the indicator, the stranger right of the levels does.

    Else the second level, if no levels stand below it.
    """
    if any(column.role in NAMES for column in columns):
        return columns
    level = next((column for column in reversed(columns) if column.role in LEVELS), None)
    if level is None:
        return columns
    right = columns[columns.index(level) + 1 :][:1]
    if right and not right[0].role and not _holds_values(rows, below, right[0]):
        return [replace(c, role="name") if c is right[0] else c for c in columns]
    texts = _below(rows, below, level)
    if not texts or _SHARE * sum(map(is_level, texts)) >= len(texts):
        return columns
    return [replace(c, role="name") if c is level else c for c in columns]


def _with_value(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Where no column is the value's, the one stranger right of the names that holds values is."""
    names = [column for column in columns if column.role == "name"]
    if len(names) != 1 or any(column.role == "value" for column in columns):
        return columns
    strangers = [
        column
        for column in columns
        if not column.role
        and column.cell.col > names[0].cell.col
        and _holds_values(rows, below, column)
    ]
    if len(strangers) != 1:
        return columns
    return [replace(c, role="value") if c is strangers[0] else c for c in columns]


def _told_twice(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Of two columns of what was done 完成情况 only tells; of two of points one has numbers.

    A fourth level is the indicator's name beside a third; 正向 and 反向 are no signs of operators.
    """
    done = [column for column in columns if column.role == "actual"]
    values = [column for column in done if key(column.cell.text).endswith("值")]
    several = sum(column.role == "weight" for column in columns) > 1
    names = [column for column in columns if column.role == "name"]
    deepest = [column for column in names if "四级" in key(column.cell.text)]
    found = []
    for column in columns:
        if column in done and values and column not in values:
            column = replace(column, role="deviation")  # noqa: PLW2901 -- the same column, understood
        if len(deepest) == 1 and column in names and column not in deepest:
            column = replace(column, role="note")  # noqa: PLW2901 -- a third level, kept as printed
        texts = _below(rows, below, column) if several and column.role == "weight" else []
        if texts and not any(any(map(str.isdigit, text)) for text in texts):
            column = replace(column, role="note")  # noqa: PLW2901 -- the same column, understood
        if column.role == "operator" and _is_directed(_below(rows, below, column)):
            column = replace(column, role="direction")  # noqa: PLW2901 -- the same column, understood
        found.append(column)
    return found


def _is_directed(texts: list[str]) -> bool:
    """Do the texts of a column say which way is better, and nothing else?"""
    return bool(texts) and all(_DIRECTION.fullmatch(key(text)) for text in texts)


def _with_levels(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Columns left of the names that group them are their levels, whatever their header says.

    评价内容 | 考核方面 | 指标名称: names of levels stand below one of them, or its header speaks of
    what groups indicators.
    """
    name = next((column for column in columns if column.role == "name"), None)
    if name is None or not any(column.role == "value" for column in columns):
        return columns
    beside: list[Column] = []
    for column in sorted(columns, key=lambda column: -column.cell.col):
        if column.cell.col >= name.cell.col:
            continue
        if column.role not in ("", *LEVELS) or (not column.role and is_label(column.cell.text)):
            break
        beside.append(column)
    strangers = [column for column in beside if not column.role]
    taken = [column.role for column in beside if column.role]
    grouping = [column for column in strangers if _groups(rows, below, column)]
    if not grouping or grouping != strangers[: len(grouping)] or len(taken) > 1:
        return columns
    free = [role for role in reversed(LEVELS) if role not in taken]
    chosen = grouping[: len(free)]
    if taken and not _in_order(chosen[0], beside, taken[0]):
        return columns
    roles = dict(
        zip(chosen, free[-len(chosen) :] if len(chosen) < len(free) else free, strict=True)
    )
    return [replace(c, role=roles[c]) if c in roles else c for c in columns]


def _in_order(column: Column, beside: list[Column], known: str) -> bool:
    """Does a second level stand right of the first, a first left of the second?"""
    [at] = [other.cell.col for other in beside if other.role == known]
    return column.cell.col > at if known == "level1" else column.cell.col < at


def _groups(rows: Rows, below: int, column: Column) -> bool:
    texts = _below(rows, below, column)
    if not texts or any(map(value_shaped, texts)):
        return False
    return any(map(is_level, texts)) or key(column.cell.text).endswith(_GROUPS)


def _below(rows: Rows, below: int, column: Column) -> list[str]:
    cells = rows.below(column.cell, rows.n_rows)
    return [cell.text for cell in cells if cell.row >= below and key(cell.text)]


def _second_meanings(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """Headers of two meanings, by what stands beside and below them (labels.toml).

    Right of a column that names the indicator 指标内容 describes it, and 指标类型 is the value's;
    考核标准 is the value where no other column is, and what stands below it looks like values.
    """
    name = next((c for c in columns if c.role == "name" and not _second(c)), None)
    if name is None:
        return columns
    valued = any(column.role == "value" for column in columns)
    found: list[Column] = []
    for column in columns:
        second = _second(column)
        right = column.cell.col > name.cell.col
        if second == "type" and right and any(map(is_level, _below(rows, below, column))):
            column = replace(column, role="level2")  # noqa: PLW2901 -- the same column, understood
        elif second in ("description", "type") and right:
            column = replace(column, role=second)  # noqa: PLW2901 -- the same column, understood
        elif second == "value" and right and not valued and _holds_values(rows, below, column):
            column = replace(column, role=second)  # noqa: PLW2901 -- the same column, understood
            valued = True
        found.append(column)
    return found


def _both_levels(rows: Rows, below: int, columns: list[Column]) -> list[Column]:
    """One header over both levels, 指标类别, where two columns of names stand below it."""
    levels = [column for column in columns if column.role in LEVELS] or [
        column
        for column in columns
        if not column.role
        and (column.cell.colspan == len(LEVELS) or _is_free(column.end, columns))
        and any(map(level_of, _below(rows, below, column)))
    ]
    if len(levels) != 1:
        return columns
    [wide] = levels
    second = wide.cell.col + 1
    headed = any(column.cell.col == second for column in columns)
    cells = (rows.at(row, second) for row in range(below, rows.n_rows))
    named = any(cell and cell.col == second and level_of(cell.text) for cell in cells)
    if headed or not named or wide.cell.colspan > len(LEVELS):
        return columns
    parts = [
        replace(wide, role=role, cell=replace(wide.cell, col=wide.cell.col + n, colspan=1))
        for n, role in enumerate(LEVELS)
    ]
    at = columns.index(wide)
    return [*columns[:at], *parts, *columns[at + 1 :]]


def _is_free(col: int, columns: list[Column]) -> bool:
    """Does no header stand in a column? An export keeps only the first cell of a wide one."""
    return not any(column.cell.col <= col < column.end for column in columns)


def _second(column: Column) -> str | None:
    return role_of("column_seconds", column.cell.text)


def _holds_values(rows: Rows, below: int, column: Column) -> bool:
    """Does one text in three at least below a header look like a value?"""
    texts = _below(rows, below, column)
    return bool(texts) and _SHARE * sum(map(value_shaped, texts)) >= len(texts)
