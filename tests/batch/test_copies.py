"""Which of several files with the same bytes is the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from batch.children.work import work
from batch.raw.copies import Copy, copies
from batch.raw.discover import Found
from tests.batch.folder import write


def test_a_file_that_was_read_is_the_document_before_one_that_is_stated_and_was_refused(
    tmp_path: Path,
) -> None:
    read = work(Found(path=write(tmp_path, "b.txt"), name="b.txt")).document
    refused = replace(read, path="a.txt", status="refused", reason="timeout")
    documents = [("a.txt", refused), ("b.txt", read), ("c.txt", read)]
    assert copies(documents, {"a.txt"}) == {
        0: Copy(number=2, of="b.txt"),
        2: Copy(number=3, of="b.txt"),
    }
