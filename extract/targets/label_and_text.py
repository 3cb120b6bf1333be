"""A label with its text: in two cells, or printed as one: `实施单位 某单位`, `申报单位：某局`."""

from __future__ import annotations

import regex

from extract.model import Box, Cell, Fact
from extract.targets.shapes import only_money_unit
from extract.words.labels import role_of, section
from extract.words.text import clean, one_line

_FUSED = regex.compile(
    r"^(?P<label>\S{2,12}?)[\s:：]+(?P<text>\S.*?)(?:\s+\S{1,10}[:：].*)?$", flags=regex.S
)
_SEAL = regex.compile(r"^[（(](?:公章|盖章|签章)[)）]\s*")
_REST = regex.compile(
    r"\s*(?:填[报表](?:日期|时间|人)|申报日期|联系电话|(?:金额)?单位[:：]|金额[:：]|(?:预算|填报|申报|资金|项目)?年度[:：]).*"
    r"|\s+20\d\d\s*年度?(?:\s.*)?$"
)
"""Labels that may follow a text in the same line."""
_OFFICES = ("department_name", "supervisor", "implementing_unit")
_SHORTEST_OFFICE = 4


_LONGEST_LABEL = 14
"""Longer texts beside which another stands are no labels, but texts themselves."""
_NO_LABEL = regex.compile(r"[\d%.。;；]")


def fact_at(role: str | None, label: Cell | None, text: Cell | None) -> Fact:
    """A label and its text in cells of their own; either may be missing, not both."""
    where = text or label
    return Fact(
        role=role,
        label=one_line(clean(label.text)) if label else "",
        text=one_line(clean(text.text)) if text else "",
        page=where.page if where else None,
        box=where.box if where else None,
        place=where.place if where else None,
    )


def unknown_facts(cells: list[Cell]) -> list[tuple[Cell | None, Cell | None]]:
    """Cells that nobody knows, in pairs: what looks like a label with the text at its side.

    A text that has no such label beside it stands without one, a label without a text likewise.
    """
    pairs: list[tuple[Cell | None, Cell | None]] = []
    label: Cell | None = None
    for cell in cells:
        beside = label is not None and label.row == cell.row and _touch(label, cell)
        if label is not None and beside:
            pairs.append((label, cell))
            label = None
            continue
        if label is not None:
            pairs.append((label, None))
        label = cell if _like_a_label(cell.text) else None
        if label is None:
            pairs.append((None, cell))
    return [*pairs, (label, None)] if label else pairs


def _touch(label: Cell, cell: Cell) -> bool:
    return label.col < cell.col <= label.col + label.colspan


def _like_a_label(text: str) -> bool:
    printed = one_line(clean(text))
    return len(printed) <= _LONGEST_LABEL and not _NO_LABEL.search(printed.rstrip(":："))


def fused_fact(text: str, page: int | None = None, box: Box | None = None) -> Fact | None:
    """A label and its text printed as one: `实施单位 某单位`, `申报单位：某局`; else None.

    >>> fused_fact("申报单位名称：某县水利局　　单位：万元").text
    '某县水利局'
    >>> fused_fact("填报单位：某县水利局年度：2024").text, fused_fact("填报单位：某局 2024年").text
    ('某县水利局', '某局')
    """
    printed = clean(text)
    match = _FUSED.match(printed)
    role = role_of("facts", match["label"]) if match else None
    if match is None or role is None:
        return _office(one_line(printed), page, box)
    found = _SEAL.sub("", one_line(match["text"]))
    found = _REST.sub("", found)
    if not found or only_money_unit(found):
        return None
    return Fact(role=role, label=match["label"], text=found, page=page, box=box)


def _office(printed: str, page: int | None, box: Box | None) -> Fact | None:
    """An office printed at once behind its label, `实施单位禾溪县图书馆`: it ends like one."""
    if not printed.endswith(tuple(section("scopes"))):
        return None
    for label, role in section("facts").items():
        text = printed.removeprefix(label)
        if role in _OFFICES and text != printed and len(text) >= _SHORTEST_OFFICE:
            return Fact(role=role, label=label, text=text, page=page, box=box)
    return None
