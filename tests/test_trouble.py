"""Forms drawn with troubles: none of their rows is lost or made up in silence."""

from __future__ import annotations

from samples.trouble import trouble
from tests.trouble import outcome


def test_the_same_seed_makes_the_same_document() -> None:
    assert trouble(3) == trouble(3)


def test_no_row_is_lost_or_invented_in_silence() -> None:
    found = [outcome(seed) for seed in range(40)]
    silent = [each for each in found if not each.said and (each.missed or each.extra)]
    assert silent == []
    right, missed = sum(each.right for each in found), sum(len(each.missed) for each in found)
    assert right > 50 * missed
