"""How a column is declared, and the columns that several tables share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from extract.model import Horizon


@dataclass(frozen=True, slots=True)
class Column:
    """What is declared of a column beside its name: Arrow type, meaning, 含义, the closed set."""

    type: str
    en: str
    zh: str
    values: tuple[str, ...] = ()
    """All values that may stand here (in a list column, as its members); empty where open."""
    fiscal: str = ""
    """What it is to the Fiscal Data Package: functional-classification, phase, value …"""


STRUCTS: dict[str, tuple[tuple[str, str], ...]] = {
    "part": (
        ("operator", "string"),
        ("number", "string"),
        ("scale", "int64"),
        ("unit", "string"),
        ("per", "list<string>"),
        ("value_base", "decimal(38,10)"),
        ("text", "string"),
    ),
    "limit": (
        ("operator", "string"),
        ("number", "string"),
        ("scale", "int64"),
        ("unit", "string"),
    ),
    "fact": (
        ("role", "string"),
        ("label_text", "string"),
        ("text", "string"),
        ("page", "int16"),
        ("place", "string"),
    ),
    "cell": (
        ("role", "string"),
        ("label_text", "string"),
        ("text", "string"),
    ),
    "beside": (
        ("rule", "string"),
        ("text", "string"),
        ("path", "string"),
        ("place", "string"),
        ("indicator_id", "string"),
    ),
    "correction": (
        ("field", "string"),
        ("printed", "string"),
        ("corrected", "string"),
    ),
}
"""Members of the struct types that columns are lists of: docs/values.md, The record."""


def closed(members: type[StrEnum]) -> tuple[str, ...]:
    """The values of a closed set, as a column declares them."""
    return tuple(member.value for member in members)


@cache
def columns(record: type) -> tuple[tuple[str, Column, bool], ...]:
    """Name, declaration and nullability of each column of a record, in order.

    >>> from normalize.records import FundingRecord
    >>> [(name, column.type, null) for name, column, null in columns(FundingRecord)][8:10]
    [('unit_text', 'string', True), ('amount', 'decimal(24,4)', True)]
    """
    hints: dict[str, Any] = get_type_hints(record, include_extras=True)
    found = []
    for each in fields(record):
        hint, column = get_args(hints[each.name])
        found.append((each.name, column, NoneType in get_args(hint)))
    return tuple(found)


DOCUMENT = Column(
    "string",
    "Document: first 16 hex digits of the file's SHA-256",
    "文件编号：文件 SHA-256 的前 16 位",
)
FORM = Column("string", "Form: document and its number in it", "表编号：文件编号加表序号")
YEAR = Column(
    "int16",
    "Budget year, which is the calendar year; null if unknown",
    "预算年度，即公历年；不明时为空",
)
HORIZON = Column(
    "string", "For the year or for several years", "期限：年度或中长期", closed(Horizon)
)
PLACE = Column(
    "string",
    "Where it stands, in words: p. 3, 绩效目标表!D7, table 3 row 5 col 2",
    "所在位置：p. 3 为第 3 页；绩效目标表!D7；table 3 row 5 col 2 为第 3 张表第 5 行第 2 列",
)
LEFT = Column("float32", "Left edge, PDF points from the left", "左边缘，距页左，单位点")
TOP = Column("float32", "Upper edge, PDF points from the top", "上边缘，距页顶，单位点")
RIGHT = Column("float32", "Right edge, PDF points from the left", "右边缘，距页左，单位点")
BOTTOM = Column("float32", "Lower edge, PDF points from the top", "下边缘，距页顶，单位点")
CORRECTIONS = Column(
    "list<correction>",
    "Texts that a person put right: field, as read before, as corrected",
    "人工更正：字段、更正前读出的文字、更正后的文字",
)
