"""Result files → staged tables: every document's rows and checks, in published order, one by one.

`python -m batch.tables.assemble CHANNEL PARENT` does it for another process: see assembler.py.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict
from pathlib import Path

from batch.children.caps import GROWN, peak
from batch.children.child import dying_with_parent
from batch.children.messages import FAILURE, OVER, RESULT, receive, send
from batch.children.processes import FORKS, join
from batch.results.file import RECORDS, LostError, in_columns
from batch.results.shelf import Shelf
from batch.tables.assembler import MOST, Assembled, Order
from normalize.records import CheckRecord
from publish.descriptor import describe
from publish.errors import PublishError
from publish.run_record import Figures, Tally
from publish.tables.parquet import Tables
from publish.tables.survey import DESCRIPTOR
from reconcile.stream import reconcile_each
from store.places import open_store


def assemble(order: Order) -> Assembled:
    """Write all tables of a run and their descriptor into the folder of an order.

    Raises LostError where results are gone or damaged, PublishError, OSError.
    """
    folder = Path(order.folder)
    shelf = Shelf(open_store(order.place), order.keys, frozenset(order.stated))
    with Tables(folder, order.metadata) as tables:
        figures = fill(shelf, tables)
    (folder / DESCRIPTOR).write_text(describe(folder), encoding="utf-8", newline="\n")
    return Assembled(names=(*tables.names, DESCRIPTOR), figures=figures)


def fill(shelf: Shelf, tables: Tables) -> Figures:
    """Write all rows of a run, by document path, form and row; what they come to."""
    tally = Tally()
    checks = reconcile_each(shelf.light, shelf.paths, shelf)
    checked = next(checks, None)
    for result in shelf.results():
        for name in RECORDS:
            tables.add(name, result.columns(name))
            tally.add(name, result.columns(name))
        if checked is not None and checked[0] == result.columns("documents")["document_id"][0]:
            rows = in_columns(CheckRecord, checked[1])
            tables.add("checks", rows)
            tally.add("checks", rows)
            checked = next(checks, None)
    return tally.figures()


def main() -> None:
    """Carry out orders until none comes, or this process has grown too large."""
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
