"""Proving run.json: every figure of the dataset is counted anew from the tables (计数校验)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.records import TABLES, Table, columns
from publish.run_record import COUNTED, Figures, Tally, typed_share
from publish.tables.survey import RUN_RECORD, VERSIONS, Problem, Survey

_ROWS = 4096


def record_problems(folder: Path, found: Survey) -> Iterator[Problem]:
    """What run.json says otherwise than the files; their schema must have been proved."""
    path = folder / RUN_RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        versions = {name: record[name] for name in VERSIONS}
        stated = {name: record[name] for name in (*Figures.__slots__, "typed_share")}
    except FileNotFoundError:
        yield Problem(place=RUN_RECORD, message="missing: nothing states what the run counted")
        return
    except KeyError as error:
        yield Problem(place=RUN_RECORD, message=f"damaged, it does not state {error.args[0]}")
        return
    except (OSError, ValueError, TypeError, RecursionError):
        yield Problem(place=RUN_RECORD, message="damaged, it is no record of a run")
        return
    figures = counted(found)
    have = asdict(figures) | {"typed_share": typed_share(figures)}
    for name, value in stated.items():
        yield from _differing(name, value, have[name])
    for name, value in versions.items():
        if value != found.versions[name]:
            said = f"{name} is {value}, in the files {found.versions[name]}: two runs are mixed"
            yield Problem(place=RUN_RECORD, message=said)


def counted(found: Survey) -> Figures:
    """The figures of a dataset, from its tables alone."""
    tally = Tally()
    for table in TABLES:
        for rows in _in_order(table, found):
            tally.add(table.name, rows)
    return tally.figures()


def _in_order(table: Table, found: Survey) -> Iterator[Mapping[str, list[Any]]]:
    """The columns that are counted, some rows at a time; documents by path over all years."""
    declared = {name for name, _, _ in columns(table.record)}
    names = [name for name in COUNTED if name in declared]
    files = [pq.ParquetFile(file.path) for file in found.files if file.table is table]
    if table.name == "documents":
        whole = pa.concat_tables(file.read(names) for file in files).sort_by("path")
        yield from (batch.to_pydict() for batch in whole.to_batches(_ROWS))
        return
    for file in files:
        yield from (batch.to_pydict() for batch in file.iter_batches(_ROWS, columns=names))


def _differing(name: str, stated: Any, have: Any) -> Iterator[Problem]:
    """One problem a figure that differs; in a figure by kinds, one a kind."""
    if isinstance(have, Mapping) and isinstance(stated, Mapping):
        for kind in sorted({*stated, *have}):
            yield from _differing(f"{name} {kind}", stated.get(kind, 0), have.get(kind, 0))
    elif isinstance(have, list | tuple):
        if stated != list(have):
            said = f"{name} names other documents than those of the table documents"
            yield Problem(place=RUN_RECORD, message=said)
    elif isinstance(stated, bool) or stated != have:
        said = f"it counts {_shown(stated)} {name}, the files hold {_shown(have)}"
        yield Problem(place=RUN_RECORD, message=said)


def _shown(value: Any) -> str:
    return "none" if value is None else f"{value!s:.40}"
