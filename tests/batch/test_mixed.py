"""A county's week of mixed files in one run: one status each, and each the right one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline import run
from samples.mixed import write

FILES = 60
"""`python -m benchmarks.mixed` does 500."""


def test_every_document_of_mixed_files_has_one_status_and_the_right_one(tmp_path: Path) -> None:
    expected = write(tmp_path / "raw", FILES)
    done = run(tmp_path / "raw", tmp_path / "out")
    files = (tmp_path / "out" / "documents").glob("*.parquet")
    table = pd.concat([pd.read_parquet(each) for each in files])
    assert table["path"].is_unique
    told = table["reason"].where(table["status"] == "refused", table["status"])
    found = dict(zip(table["path"], told, strict=True))
    assert found == expected
    assert done.record.figures.documents == len(expected)
    assert not {path.name for path in tmp_path.iterdir()} - {"raw", "out"}
