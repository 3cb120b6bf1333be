"""The drawn layouts: their golden cases are what the generator writes, and every layout has two."""

from __future__ import annotations

import pytest

from extract.families import gate
from extract.model import Source
from extract.readers import read
from extract.targets import LAYOUTS
from samples.layouts.cases import FOLDER, SUFFIX, cases
from samples.layouts.dress import File
from samples.layouts.publications import VARIANTS, layouts

CASES = cases()


def printed(data: bytes) -> list[str]:
    source = Source(name="a.pdf", data=data, sha256="0" * 64)
    return [cell.text for grid in read(source, gate=gate().opened()).grids for cell in grid.cells]


@pytest.mark.parametrize("slug", CASES)
def test_a_golden_case_is_what_the_generator_writes(slug: str) -> None:
    file: File = CASES[slug]
    committed = (FOLDER / slug / f"source.{SUFFIX[file.format]}").read_bytes()
    if file.format == "pdf":  # its streams are deflated, not by every zlib to the same bytes
        assert printed(committed) == printed(file.data), "run: python -m samples.layouts.cases"
    else:
        assert committed == file.data, "run: python -m samples.layouts.cases"


def test_every_layout_that_is_read_is_drawn() -> None:
    assert {layout.id for layout in LAYOUTS if layout.headed} == set(layouts())


def test_every_layout_has_a_clean_and_a_troubled_case() -> None:
    held = sorted((file.published.layout, file.published.variant) for file in CASES.values())
    assert held == sorted((layout, variant) for layout in layouts() for variant in VARIANTS)


def test_every_format_has_cases_of_both_kinds_in_many_styles() -> None:
    for format_ in SUFFIX:
        of_it = [file for file in CASES.values() if file.format == format_]
        assert {file.published.variant for file in of_it} == set(VARIANTS)
        assert len({file.style for file in of_it}) >= 5
