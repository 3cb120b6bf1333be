"""Labels of money: its lines, and the columns that it is printed in. The words are data."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.words.labels import DATED, role_of, section
from extract.words.text import key, split_bracket

UNCLASSIFIED = "unclassified"
"""The item of a money line that no other fits."""
_OTHER_YEAR = regex.compile(r"^(20\d\d)年?度?")
_PREFIX = regex.compile(r"^(?:其中|其中:|:|\d+[.、]|[（(]\d+[)）]|-+)+:*")


def funding_role(text: str) -> str | None:
    """The role of a money line's label, `其中：` and enumerators before it passed over.

    >>> funding_role("其中：财政拨款："), funding_role("1、资金来源：（2）其他资金")
    ('fiscal_appropriation', 'other')
    """
    printed = _PREFIX.sub("", key(text))
    head, colon, rest = printed.partition(":")
    if colon and (role_of("blocks", head) == "funding" or role_of("money_sides", head)):
        printed = _PREFIX.sub("", rest)
    return role_of("funding", text) or role_of("funding", printed)


def speaks_of_money(text: str) -> bool:
    """Does a label that no item fits name money all the same?

    >>> speaks_of_money("省级补助（万元）"), speaks_of_money("联系方式")
    (True, False)
    """
    return any(word in key(text) for word in section("money_words"))


@lru_cache(maxsize=1 << 14)
def money_column(text: str, year: int | None = None) -> str | None:
    """What a heading says of the money below it; a year not the form's own is another year's.

    >>> money_column("全年执行数"), money_column("占比（%）"), money_column("财政拨款") is None
    ('executed', 'share', True)
    >>> money_column("2023年", 2024), money_column("2024年预算金额", 2024), money_column("2024年")
    ('prior', 'plan', 'prior')
    """
    printed = split_bracket(key(text))[0]
    dated = _OTHER_YEAR.match(printed)
    if not dated:
        return role_of("money_columns", text) or role_of("money_columns", DATED.sub("", printed))
    rest = printed[dated.end() :]
    role = role_of("money_columns", rest)
    if rest and role is None:
        return None
    if role == "share":
        return role
    own = year is not None and int(dated[1]) == year
    return "prior" if not own else "plan" if role in (None, "amount") else role
