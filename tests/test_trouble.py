"""Forms drawn with troubles: none of their rows is lost or made up in silence."""

from __future__ import annotations

import pytest

from samples.trouble.documents import PRODUCERS, trouble
from samples.trouble.ways import TROUBLES
from tests.trouble import outcome

SEEDS = range(60)


@pytest.mark.parametrize("seed", range(len(PRODUCERS)))
def test_the_same_seed_makes_the_same_document(seed: int) -> None:
    assert trouble(seed) == trouble(seed)


def test_producers_take_turns_and_every_trouble_is_drawn() -> None:
    drawn = [trouble(seed) for seed in range(300)]
    assert [each.producer for each in drawn[: len(PRODUCERS)]] == list(PRODUCERS)
    assert {way for each in drawn for way in each.ways} == set(TROUBLES)


def test_no_row_is_lost_or_invented_in_silence() -> None:
    found = [outcome(seed) for seed in SEEDS]
    silent = [
        each
        for each in found
        if each.passed_over or (not each.said and (each.missed or each.extra))
    ]
    assert silent == []
    right, missed = sum(each.right for each in found), sum(len(each.missed) for each in found)
    assert right > 199 * missed
