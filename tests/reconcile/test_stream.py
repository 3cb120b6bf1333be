"""Checks of a dataset, a document at a time, are those of all its books at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.in_memory import open_books, read_together, read_unfolded
from batch.one_task import result_path
from batch.raw.discover import discover
from batch.results.file import encode, result_hash
from batch.results.shelf import Shelf
from batch.tables.assemble import books_of
from batch.tables.gathered import Gathered, gather
from pipeline import read_here
from reconcile import reconcile
from reconcile.between.base import Base
from samples.generate import RAW
from samples.truth import publications
from samples.writers.text import write_text
from store.places import LocalStore


def gathered(raw: Path, folder: Path) -> Gathered:
    store = LocalStore(folder)
    keys, results = {}, {}
    for number, (found, read) in enumerate(read_unfolded(discover(raw), read_here).values()):
        data = encode(read)
        keys[found.name], results[found.name] = f"{number:064d}", result_hash(data)
        store.write(result_path(keys[found.name]), data)
    return gather(Shelf(store, keys, results), Base(None, ""), (), afresh=True)


def in_pieces(folder: Path) -> Path:
    """The publications with every form in a file of its own, and once more together."""
    for publication in publications():
        text = write_text(publication).replace(
            "村容村貌", "全年按时足额发放各项补助资金，群众满意度持续提升"
        )
        stem = f"{publication.fiscal_year}-{publication.slug}"
        for number, part in enumerate(text.split("\n## ")):
            (folder / f"{stem}-{number:02d}.txt").write_text(f"## {part}", "utf-8")
        (folder / f"{stem}.txt").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("pieces", [False, True])
def test_checks_document_by_document_are_those_of_all_at_once(tmp_path: Path, pieces: bool) -> None:
    raw = RAW
    if pieces:
        (tmp_path / "raw").mkdir()
        raw = in_pieces(tmp_path / "raw")
    books = open_books(read_together([discover(raw)], read_here))
    found = gathered(raw, tmp_path / "store")
    streamed = [
        check
        for name in sorted(found.new_checks)
        for check in found.between.checks(name, books_of(found.shelf.result(name)))
    ]
    at_once = reconcile(books)
    assert len(at_once) > 100
    assert {check.rule for check in at_once} >= {"project_sum", "target_raised"}
    by_year = sorted(streamed, key=lambda check: check.fiscal_year or 0)
    assert by_year == list(at_once)
