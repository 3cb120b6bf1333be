"""Which of several files with the same bytes is the document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from batch.children.refusal import refused
from batch.one_task import result_path
from batch.raw.copies import Copy, copies
from batch.raw.discover import Found
from batch.results.file import encode, result_hash
from batch.results.ledger import Ledger
from batch.results.shelf import Shelf
from extract.model import Reason, Refused
from pipeline import read_here, run
from store.places import open_store
from tests.batch.folder import write


def test_a_file_that_was_read_is_the_document_before_one_that_is_stated_and_was_refused(
    tmp_path: Path,
) -> None:
    read = read_here(Found(path=write(tmp_path, "b.txt"), name="b.txt")).document
    refused = replace(read, path="a.txt", status="refused", reason="timeout")
    files = (("a.txt", refused), ("b.txt", read), ("c.txt", read))
    documents = [(name, each.document_id, each.status == "refused") for name, each in files]
    assert copies(documents, {"a.txt"}) == {
        0: Copy(number=2, of="b.txt"),
        2: Copy(number=3, of="b.txt"),
    }


def test_a_copy_that_was_refused_by_itself_is_told_as_its_twin_was_read(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    for name in ("a.txt", "b.txt"):
        write(raw, name)
    (raw / "b.txt").write_bytes((raw / "a.txt").read_bytes())
    run(raw, out)
    store = open_store(out)
    keys = {name: each.key for name, each in Ledger(store).outcomes.items()}
    found = Found(path=raw / "b.txt", name="b.txt")
    content = hashlib.sha256((raw / "b.txt").read_bytes()).hexdigest()
    records = refused(found, Refused(Reason.TIMEOUT, "too slow"), content, 1)
    store.write(result_path(keys["b.txt"]), data := encode(records))
    results = {name: each.result for name, each in Ledger(store).outcomes.items()}
    shelf = Shelf(store, keys, results | {"b.txt": result_hash(data)})
    shelf.copies = {"b.txt": Copy(number=2, of="a.txt")}
    told = shelf.result("b.txt").document
    assert (told.status, told.reason) == ("ok", None)
    assert "The same bytes as a.txt" in (told.message or "")
