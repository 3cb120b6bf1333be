"""The way through: discover → extract → normalize → reconcile → publish.

A raw file or folder comes in, a dataset of Parquet files goes out. Each station is a room of its
own; this file only says in which order they are passed. `main` is the command line.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from batch.discover import Found, discover
from batch.work import work
from normalize.documents import Records, as_copy
from publish.parquet import publish
from publish.run_record import RunRecord, summarise, write_run_record
from reconcile import Books, reconcile

Progress = Callable[[int, int, Found], None]
"""Told after each document: how many are done, of how many, and which one it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run came to: its figures and the files it wrote."""

    record: RunRecord
    written: tuple[Path, ...]


def run(raw: Path, out: Path, *, progress: Progress = lambda *_: None) -> Run:
    """Read a raw file or folder and publish its dataset.

    Raises DiscoverError where there is nothing to read and PublishError where `out` cannot be
    written; what goes wrong in a document is in its row of `documents`.
    """
    started = time.time()
    found = discover(raw, leave_out=out)
    documents = distinct(read_all(found.files, progress))
    metadata = {"pipeline_version": pipeline_version(), "vocabulary_sha256": vocabulary_sha256()}
    tables = collect(documents)
    written = publish(tables, out, metadata=metadata)
    record = summarise(
        tables,
        metadata,
        passed_over=found.passed_over,
        started=started,
        finished=time.time(),
    )
    return Run(record=record, written=(*written, write_run_record(record, out)))


def read_all(found: Iterable[Found], progress: Progress) -> Iterator[Records]:
    """Every file's records, in the order of the files."""
    found = tuple(found)
    for done, each in enumerate(found, 1):
        yield work(each)
        progress(done, len(found), each)


def distinct(documents: Iterable[Records]) -> list[Records]:
    """Files with the same bytes hold the same forms: published once, with the first of them."""
    first: dict[str, str] = {}
    copies: Counter[str] = Counter()
    kept = []
    for each in documents:
        identity = each.document.document_id
        if identity in first:
            copies[identity] += 1
            kept.append(as_copy(each, copies[identity] + 1, of=first[identity]))
        else:
            first[identity] = each.document.path
            kept.append(each)
    return kept


def collect(documents: list[Records]) -> dict[str, list[object]]:
    """The rows of each table in published order: by year, document path, form and row."""
    in_order = sorted(documents, key=lambda each: each.document.path)
    tables: dict[str, list[object]] = {
        "documents": [each.document for each in in_order],
        "forms": [row for each in in_order for row in each.forms],
        "funding": [row for each in in_order for row in each.funding],
        "indicators": [row for each in in_order for row in each.indicators],
        "issues": [row for each in in_order for row in each.issues],
        "checks": list(reconcile(open_books(in_order))),
    }
    return tables


def open_books(documents: Iterable[Records]) -> Books:
    """All documents together, as the rules of reconciliation look at them."""
    documents = tuple(documents)
    return Books.open(
        documents=(each.document for each in documents),
        forms=(row for each in documents for row in each.forms),
        funding=(row for each in documents for row in each.funding),
        indicators=(row for each in documents for row in each.indicators),
        issues=(row for each in documents for row in each.issues),
    )


def pipeline_version() -> str:
    """The version of the installed project."""
    try:
        return version("jixiao")
    except PackageNotFoundError:
        return "0+unknown"


def vocabulary_sha256() -> str:
    """One hash over the words in data: labels and vocabulary of every room."""
    digest = hashlib.sha256()
    for package in ("extract", "normalize.vocabulary", "reconcile"):
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith(".toml"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def main() -> None:
    """The command line."""
    from commands import cli  # noqa: PLC0415 -- commands import this module

    cli()


if __name__ == "__main__":
    main()
