"""Checks of a dataset, a document at a time, are those of all its books at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.in_memory import open_books, read_together, read_unfolded
from batch.one_task import result_path
from batch.raw.discover import discover
from batch.results.file import encode
from batch.results.shelf import Shelf
from pipeline import read_here
from reconcile import reconcile
from reconcile.stream import reconcile_each
from samples.generate import RAW
from samples.truth import publications
from samples.writers.text import write_text
from store.places import LocalStore


def shelf_of(raw: Path, folder: Path) -> Shelf:
    store = LocalStore(folder)
    keys = {}
    for number, (found, read) in enumerate(read_unfolded(discover(raw), read_here).values()):
        keys[found.name] = f"{number:064d}"
        store.write(result_path(keys[found.name]), encode(read))
    return Shelf(store, keys)


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
    shelf = shelf_of(raw, tmp_path / "store")
    streamed = [
        check for _, checks in reconcile_each(shelf.light, shelf.paths, shelf) for check in checks
    ]
    at_once = reconcile(books)
    assert len(at_once) > 100
    assert {check.rule for check in at_once} >= {"project_sum", "target_raised"}
    by_year = sorted(streamed, key=lambda check: check.fiscal_year or 0)
    assert by_year == list(at_once)
