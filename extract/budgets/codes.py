"""The codes of a row: their parts from one column or three, whole, with what stands above."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.budgets.blocks import Block
from extract.budgets.columns import Leaf
from extract.budgets.roles import Role
from extract.model import Cell
from extract.words.text import fold, key

_DIGITS = regex.compile(r"\d+")
_PARTS = {"类": 0, "款": 1, "项": 2}
_CLASSIFIES = ("科目", "功能", "经济", "分类")
_OFFICE = ("单位", "部门", "项目编码", "项目代码")
_CATALOGUES = ("目录", "采购", "购买服务", "品目")
_WHOLE = (3, 5, 7)
_LAST = 7
"""Digits of an item, the longest code."""


def whole_codes(
    block: Block, parts: list[tuple[Leaf, Cell]], above: dict[int, str]
) -> tuple[str, ...]:
    """The codes that the parts of a row make, one for each group of code columns.

    A part that is printed only in rows above is put before those of its row: `above` holds the
    last code of each group, and is brought up to date.
    """
    codes = []
    for number, group in enumerate(groups_of(block.labels)):
        own = [(leaf, cell) for leaf, cell in parts if any(leaf is each for each in group)]
        if any(_is_no_class(leaf.path) for leaf in group):
            continue
        if code := _whole(own, above.get(number, "")):
            above[number] = code
            codes.append(code)
    return tuple(codes)


def of_classes(parts: list[tuple[Leaf, Cell]]) -> list[tuple[Leaf, Cell]]:
    """The parts of codes without those of offices, where a row prints others beside them."""
    classes = [(leaf, cell) for leaf, cell in parts if not _is_no_class(leaf.path)]
    return classes or parts


def groups_of(labels: list[Leaf]) -> list[list[Leaf]]:
    """The columns of codes, those that hold parts of one code together: 类 | 款 | 项."""
    groups: list[list[Leaf]] = []
    before: Leaf | None = None
    for leaf in labels:
        if leaf.role is Role.CODE:
            together = before is not None and before.role is Role.CODE and _is_part_head(leaf)
            if together and groups:
                groups[-1].append(leaf)
            else:
                groups.append([leaf])
        before = leaf
    return groups


@lru_cache(maxsize=1 << 8)  # asked of the same few columns for every row
def _is_no_class(path: tuple[str, ...]) -> bool:
    """Do heads say that codes are others: of offices, where 204 is no class; of a catalogue?"""
    head = "".join(map(key, path))
    if any(word in head for word in _CATALOGUES):
        return True
    for text in reversed(path):  # the deepest that tells: 科目编码 may stand over 单位代码
        if any(word in key(text) for word in _CLASSIFIES):
            return False
        if any(word in key(text) for word in _OFFICE):
            return True
    return False


def _is_part_head(leaf: Leaf) -> bool:
    return not leaf.path or _PARTS.get(key(leaf.path[-1]), 0) > 0


def _whole(parts: list[tuple[Leaf, Cell]], above: str) -> str:
    """The parts of one code put together.

    Each column may print its own two digits, or the code as far as it goes; a spreadsheet may
    have taken 02 for a number.
    """
    whole = ""
    for _, cell in parts:
        part = "".join(_DIGITS.findall(fold(cell.text)))
        if len(part) == 1 and whole:
            part = f"0{part}"
        whole = part if part.startswith(whole) and len(part) > len(whole) else whole + part
    if whole and len(whole) not in _WHOLE and len(whole) < _LAST and parts:
        depth = _PARTS.get(key(parts[0][0].path[-1]), 0) if parts[0][0].path else 0
        start = above[: (0, 3, 5)[depth]]
        if depth and len(start) == (0, 3, 5)[depth]:
            whole = start + (whole if len(whole) % 2 == 0 else f"0{whole}")
    return whole
