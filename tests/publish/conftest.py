"""A published dataset of the sample publications, made once, copied where a test changes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import run
from publish.descriptor import write_descriptor

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "data" / "raw"


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dataset") / "out"
    run(RAW, out)
    return out


@pytest.fixture
def copy(dataset: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dataset, tmp_path / "out"))


Change = Callable[[str, Callable[..., object]], None]


@pytest.fixture
def change(copy: Path) -> Change:
    """Rewrites one file of the copy with its table changed, its description derived anew."""

    def rewrite(name: str, changed: Callable[..., object]) -> None:
        path = copy / name
        table = pq.ParquetFile(path).read()
        pq.write_table(changed(table), path)
        write_descriptor(copy)

    return rewrite
