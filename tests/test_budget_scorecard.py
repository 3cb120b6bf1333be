"""The card of budget tables is that of the code, and every figure of it is full."""

from __future__ import annotations

from extract.model import BudgetKind
from tests.budget_scorecard import CARD, LOOSELY, card, written


def test_every_kind_is_read_right_in_every_format_and_the_card_says_so() -> None:
    figures = card()
    assert CARD.read_text(encoding="utf-8") == written(figures)
    assert {kind.split()[0] for kind in figures} == {kind.value for kind in BudgetKind}
    for kind, formats in figures.items():
        for format_, (right, printed, surplus) in formats.items():
            assert surplus == 0, (kind, format_)
            assert right == printed or format_ == LOOSELY, (kind, format_)
