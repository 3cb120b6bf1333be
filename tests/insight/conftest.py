"""Two counties over four years, whose projects and departments are renamed, merged and split."""

from __future__ import annotations

import pytest

from publish.tables.release import Release
from samples.years.county import County, county
from samples.years.measure import dataset

SEEDS = (5, 6)


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[County, Release]]:
    folder = tmp_path_factory.mktemp("years")
    return [(made, dataset(made, folder / made_of)) for made, made_of in _made()]


def _made() -> list[tuple[County, str]]:
    return [(county(seed), str(seed)) for seed in SEEDS]
