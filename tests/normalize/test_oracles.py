"""Independent judges, in development only: cn2an for Han numerals, ucumvert for unit codes."""

from __future__ import annotations

import random
import warnings

import cn2an
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # ucumvert's own imports warn; its judgement is what counts
    import ucumvert

from normalize.values.numbers.numerals import han_number
from normalize.values.units.units import RECURRENCE, UNITS, joined, ucum_of


def test_han_numerals_agree_with_cn2an_strict() -> None:
    chance = random.Random(2024)  # noqa: S311 -- a repeatable sample, no secret
    numbers = [*range(200), *(chance.randrange(10 ** chance.randrange(3, 12)) for _ in range(3000))]
    for number in numbers:
        written = cn2an.an2cn(number)
        assert han_number(written) == str(cn2an.cn2an(written, "strict")) == str(number), written


def test_what_cn2an_reads_otherwise_is_no_numeral() -> None:
    chance = random.Random(7)  # noqa: S311 -- a repeatable sample, no secret
    for _ in range(4000):
        written = "".join(chance.choices("零一二两三九十百千万亿", k=chance.randrange(1, 6)))
        ours = han_number(written)
        if ours is None:
            continue
        try:
            theirs = str(cn2an.cn2an(written.replace("两", "二"), "strict"))
        except ValueError:
            continue  # stricter than ours about a written or unwritten 零
        assert ours == theirs, written


@pytest.fixture(scope="module")
def parser() -> ucumvert.UcumParser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ucumvert.get_ucum_parser()


@pytest.mark.filterwarnings("ignore")
def test_every_ucum_code_parses(parser: ucumvert.UcumParser) -> None:
    codes = {unit.ucum for unit in UNITS.values()}
    codes |= {ucum_of(UNITS["元"], ("人", per)) for per in RECURRENCE}
    codes |= {ucum_of(UNITS["微克"], ("立方米",)), joined(("台", "件", "套")).ucum}
    for code in sorted(code for code in codes if code):
        parser.parse(code)
