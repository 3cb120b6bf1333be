"""Result files → staged tables: what has changed since the dataset in place, document by document.

`python -m batch.tables.assemble CHANNEL PARENT` does it for another process: see assembler.py.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import sys
import traceback
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path

from batch.children.caps import GROWN, peak
from batch.children.child import dying_with_parent
from batch.children.messages import FAILURE, OVER, RESULT, receive, send
from batch.children.processes import FORKS, join
from batch.results.column_types import ResultError
from batch.results.file import RECORDS, LostError, Result, in_columns
from batch.results.shelf import Shelf
from batch.tables.assembler import BASE, MOST, Assembled, Order
from batch.tables.gathered import Gathered, gather, tallies, tells_of
from normalize.records import CheckRecord
from publish.descriptor import describe_files
from publish.errors import PublishError
from publish.run_record import Tally
from publish.tables.parquet import Tables
from publish.tables.survey import DESCRIPTOR, sha256
from reconcile import Books
from reconcile.between.base import Base
from store.places import Store, open_store


def assemble(order: Order) -> Assembled:
    """Write the tables of a run that are not in place as they are to be, and its descriptor.

    Raises LostError where results are gone or damaged, PublishError, OSError.
    """
    store = open_store(order.place)
    try:
        try:
            return _on_base(order, store)
        except (sqlite3.DatabaseError, ResultError) as error:
            if not order.identity or _is_full(error):
                raise
            store.remove(BASE)  # a damaged page shows when it is met; the file only saves work
            return _on_base(order, store)
    except sqlite3.OperationalError as error:  # what the disk says, through another mouth
        number = errno.ENOSPC if _is_full(error) else errno.EIO
        raise OSError(number, os.strerror(number), order.folder) from error


def _is_full(error: Exception) -> bool:
    """Has the disk no room?"""
    if not isinstance(error, sqlite3.OperationalError):
        return False
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL


def _on_base(order: Order, store: Store) -> Assembled:
    """As `assemble`, on the facts that are kept; where these are damaged a ResultError or a
    DatabaseError tells it.
    """
    folder, shelf = Path(order.folder), Shelf(store, order.keys, order.results)
    try:
        with closing(_base(store, folder, order)) as base:
            before = order.before if tells_of(base, order.before) else {}
            gathered = gather(shelf, base, order.stated, afresh=not before)
            return _write(order, store, gathered, before)
    except LostError as error:  # the one that was met first: they are read again together
        raise LostError(tuple(sorted({*error.names, *shelf.lost()}))) from error


def _base(store: Store, folder: Path, order: Order) -> Base:
    """The facts of the run before, where they are kept; else an empty file of them."""
    if not order.identity:
        return Base(None, "")
    path = folder / BASE.rpartition("/")[2]
    path.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        store.fetch(BASE, path)
    return Base(path, order.identity)


def _write(order: Order, store: Store, gathered: Gathered, before: Mapping[str, str]) -> Assembled:
    folder = Path(order.folder)
    in_place = {
        name: store.at_hand(name, folder / "before" / name) for name in before if name != DESCRIPTOR
    }
    with Tables(folder, order.metadata, before=gathered.before(in_place)) as tables:
        fill(gathered, tables)
    known = tallies(gathered.base)
    tallied = {name: known[name] for name in tables.untouched} | tables.tallies
    paths = {name: folder / name for name in tables.tallies}
    paths |= {name: in_place[name] for name in tables.untouched}
    (folder / DESCRIPTOR).write_text(describe_files(paths), encoding="utf-8", newline="\n")
    names = (*tables.names, DESCRIPTOR)
    files = {name: before[name] for name in tables.untouched}
    files |= {name: sha256(folder / name) for name in names}
    gathered.note(files, tallied)
    total = Tally()
    for tally in tallied.values():
        total.merge(tally)
    return Assembled(names=names, files=files, figures=total.figures())


def fill(gathered: Gathered, tables: Tables) -> None:
    """Write all rows that have changed, by document path, form and row."""
    for name in sorted(gathered.new_rows | gathered.new_checks):
        result = gathered.shelf.result(name)
        for table in RECORDS if name in gathered.new_rows else ():
            tables.add(table, result.columns(table), name)
        if name in gathered.new_checks:
            checks = gathered.between.checks(name, books_of(result))
            tables.add("checks", in_columns(CheckRecord, checks), name)


def books_of(result: Result) -> Books:
    """The books of one document."""
    return Books.open(
        documents=(result.document,),
        forms=result.rows("forms"),
        funding=result.rows("funding"),
        indicators=result.rows("indicators"),
        issues=result.rows("issues"),
        tables=result.rows("budget_tables"),
        amounts=result.rows("budget_lines"),
    )


class _NoFrames:
    """Frames are not there for this process: Arrow would load them to see that it is given none."""

    def find_spec(self, name: str, *_: object) -> None:
        """As of a module that is not installed."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    """Carry out orders until none comes, or this process has grown too large."""
    sys.meta_path.insert(0, _NoFrames())
    channel = join(sys.argv[1])
    dying_with_parent()
    if FORKS and os.getppid() != int(sys.argv[2]):
        return  # it died while this was loaded: the next run writes where this would
    kind = b""
    while kind != OVER and (message := receive(channel, MOST)) is not None:
        kind, told = _answer(Order(**json.loads(message[1:])))
        if kind == RESULT and peak() > GROWN:
            kind = OVER  # it ends only where it has said so: the next order would meet nobody
        send(channel, kind, json.dumps(told).encode())


def _answer(order: Order) -> tuple[bytes, object]:
    try:
        return RESULT, asdict(assemble(order))
    except LostError as error:
        return FAILURE, {"lost": error.names}
    except PublishError as error:
        return FAILURE, {"message": str(error)}
    except OSError as error:
        place = error.filename2 or error.filename
        told = (error.errno, error.strerror or str(error), place and os.fsdecode(place))
        return FAILURE, {"os": told}
    except Exception:  # noqa: BLE001 -- whoever waits is told of a defect, and raises it
        return FAILURE, {"defect": traceback.format_exc()}


if __name__ == "__main__":
    main()
