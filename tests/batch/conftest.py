"""A raw folder of small files; no child outlives its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.children.supervisors import close_all
from tests.batch.folder import write


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Six small documents of two folders."""
    folder = tmp_path / "raw"
    for number in range(1, 7):
        write(folder, f"{2023 + number % 2}/{number}.txt", number)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _no_child_is_left() -> Iterator[None]:
    yield
    close_all()
