"""A label and its text printed as one: `实施单位 某单位`, `申报单位：某局`."""

from __future__ import annotations

import regex

from extract.model import Box, Fact
from extract.targets.shapes import only_money_unit
from extract.words.labels import role_of, section
from extract.words.text import clean, one_line

_FUSED = regex.compile(
    r"^(?P<label>\S{2,12}?)[\s:：]+(?P<text>\S.*?)(?:\s+\S{1,10}[:：].*)?$", flags=regex.S
)
_SEAL = regex.compile(r"^[（(](?:公章|盖章|签章)[)）]\s*")
_REST = regex.compile(r"\s*(?:填[报表](?:日期|时间|人)|申报日期|联系电话|(?:金额)?单位[:：]).*")
"""Labels that may follow a text in the same line."""
_OFFICES = ("department_name", "supervisor", "implementing_unit")
_SHORTEST_OFFICE = 4


def fused_fact(text: str, page: int | None = None, box: Box | None = None) -> Fact | None:
    """A label and its text printed as one: `实施单位 某单位`, `申报单位：某局`; else None.

    >>> fused_fact("申报单位名称：某县水利局　　单位：万元").text
    '某县水利局'
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
