"""The figures of the scorecard do not fall (`python -m tests.scorecard` writes it)."""

from __future__ import annotations

import pytest

from samples.layouts.publications import layouts
from tests.scorecard import DAILY, FORMATS, card, fallen, floors_of

FLOORS = floors_of(DAILY)


@pytest.mark.parametrize("layout", layouts())
def test_no_figure_of_a_layout_falls(layout: str) -> None:
    [formats] = card(full=False, only=(layout,)).values()
    worse = {name: fallen(result, FLOORS[layout, name]) for name, result in formats.items()}
    assert not any(worse.values()), f"see: python -m tests.scorecard --wrong {layout}"


def test_the_card_has_every_layout_in_every_format() -> None:
    assert list(FLOORS) == [(layout, name) for layout in layouts() for name in FORMATS]
