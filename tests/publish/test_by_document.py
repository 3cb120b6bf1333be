"""The rows of a table, document by document."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from publish.tables.by_document import RowsByDocument
from publish.tables.release import DESCRIPTOR, ReleaseError, open_release


def test_every_row_comes_with_its_document_whatever_file_and_row_group_it_lies_in(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.tables.by_document._GROUPS", 1)
    (copy / DESCRIPTOR).unlink()
    for file in copy.glob("*/*.parquet"):
        pq.write_table(pq.read_table(file), file, row_group_size=7)
    release = open_release(copy)
    for table in ("documents", "indicators", "checks"):
        rows = RowsByDocument(release, table)
        apart = [row for document in rows.documents for row in rows.of(document)]
        assert apart == list(release.records(table)), table
        assert rows.of("none") == []
    file = release.files_of("indicators")[0].path
    file.write_bytes(file.read_bytes()[:-5] + b"xxxxx")
    with pytest.raises(ReleaseError, match="indicators"):
        RowsByDocument(release, "indicators")
