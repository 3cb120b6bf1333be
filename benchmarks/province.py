"""A province as a dataset: a county's documents, over and over, with ids and words of their own.

Texts of the samples repeat after the first county, and a site that writes each text once would
look better than it is: so names of places, offices and numbers differ from county to county.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

from normalize.records import TABLES, columns
from publish.tables.parquet import Tables
from publish.tables.release import Release

_IDS = ("document_id", "form_id", "indicator_id", "issue_id", "check_id", "table_id", "line_id")
_NAMED = (
    *("path", "title", "publisher", "department_name", "supervisor_name", "implementing_unit"),
    *("project_name", "goal", "name", "name_text"),
)
_FIRST = "东西南北上下新老大小长平安泰和永福康宁清"
_SECOND = "山水河湖川原林泉石云沟岭坪湾洲塘桥店庄堡"
_NUMBER = regex.compile(r"\d+")


def write_province(county: Release, out: Path, indicators: int) -> int:
    """Write the county's dataset so often that it has that many indicators; how many it has."""
    once = len(county.table("indicators", ["form_id"]))
    times = -(-indicators // once)
    base = {table.name: county.table(table.name).to_pydict() for table in TABLES}
    out.mkdir(parents=True)
    with Tables(out, county.versions) as tables:
        for table in TABLES:
            names = [name for name, _, _ in columns(table.record)]
            if base[table.name][names[0]]:
                for number in range(times):
                    tables.add(table.name, dict(_copied(base[table.name], names, number)))
    return times * once


def _copied(
    rows: dict[str, list[Any]], names: list[str], number: int
) -> Iterator[tuple[str, list[Any]]]:
    for name in names:
        yield name, [None if each is None else _of(name, number)(each) for each in rows[name]]


def _of(name: str, number: int) -> Callable[[Any], Any]:
    """What becomes of a column's values in the county of that number."""
    place = f"{_FIRST[number % 20]}{_SECOND[number // 20 % 20]}{number // 400 or ''}"
    if name in _IDS:
        return lambda text: f"{_hash(text[:16], number)[:16]}{text[16:]}"
    if name == "sha256":
        return lambda text: _hash(text[:16], number)
    if name in _NAMED:
        return lambda text: text.replace("禾溪", place) if "禾溪" in text else f"{place}{text}"
    if name == "amount":
        return lambda value: value + number % 50
    if name in {"value_raw", "amount_text"}:
        return lambda text: _NUMBER.sub(lambda n: str(int(n.group()) + number % 50), text)
    return lambda value: value


def _hash(identity: str, number: int) -> str:
    return sha256(f"{identity} {number}".encode()).hexdigest()
