"""Labels of money: its lines, and the columns that it is printed in. The words are data."""

from __future__ import annotations

from functools import lru_cache

import regex

from extract.words.composed_labels import composed_money, composed_money_column
from extract.words.labels import DATED, goal_label, role_of, section
from extract.words.text import key, split_bracket, unnumbered

UNCLASSIFIED = "unclassified"
"""The item of a money line that no other fits."""
_OTHER_YEAR = regex.compile(r"^(20\d\d)年?度?")
_OF_WHICH = "其中"
_PART = regex.compile(r"其中|\d+[.、]|[(]\d+[)]")
_COUNTED = regex.compile(r"[人次户个名天处量率数度家员]$")
"""How a label ends that counts or measures: 补助人次, 完成进度."""
_PREFIX = regex.compile(
    r"^(?:其中|其中:|:|\d+[.、]|\d(?=\p{Han})(?!\d[年月季个])|[（(]\d+[)）]|-+)+:*"
)


@lru_cache(maxsize=1 << 14)
def funding_role(text: str) -> str | None:
    """The role of a money line's label, `其中：` and enumerators before it passed over.

    A label composed of known words may have no item of its own: it is `unclassified`.

    >>> funding_role("其中：财政拨款："), funding_role("1、资金来源：（2）其他资金")
    ('fiscal_appropriation', 'other')
    >>> funding_role("年度本级预算金额"), funding_role("部门年度预算总额（万元）")
    ('unclassified', 'total')
    >>> funding_role("其中：本年度安排资金"), funding_role("本年度安排资金")
    ('unclassified', 'total')
    """
    printed = _PREFIX.sub("", key(text))
    head, colon, rest = printed.partition(":")
    if colon and (role_of("blocks", head) == "funding" or role_of("money_sides", head)):
        printed = _PREFIX.sub("", rest)
    listed = role_of("funding", text) or role_of("funding", printed)
    role = listed or _composed(unnumbered(printed))
    part = role is not None and role.startswith("total") and key(text).startswith(_OF_WHICH)
    return UNCLASSIFIED if part and not listed else role


def _composed(printed: str) -> str | None:
    """The item of a label by its words; a fact, or what heads a block or columns, is no line."""
    stem = split_bracket(printed)[0]
    others = any(role_of(name, stem) for name in ("facts", "blocks", "money_sides"))
    if others or money_column(stem) in ("executed", "prior", "share"):
        return None
    return composed_money(stem, section("money_line_words"))


def is_of_another_year(text: str, year: int | None) -> bool:
    """Is a label of money dated, and not of the form's own year?

    >>> is_of_another_year("2023年预算安排", 2024), is_of_another_year("2024年预算安排", 2024)
    (True, False)
    """
    dated = _OTHER_YEAR.match(_PREFIX.sub("", key(text)))
    return bool(dated and year is not None and int(dated[1]) != year)


@lru_cache(maxsize=1 << 14)
def speaks_of_money(text: str) -> bool:
    """Does a label that no item fits name money all the same? A code or a count is none.

    >>> [speaks_of_money(text) for text in ("省级补助（万元）", "联系方式", "财政资金科目代码")]
    [True, False, False]
    """
    words, printed = section("money_words"), key(text)
    found = {role for word, role in words.items() if word in printed}
    return found == {"any"} and role_of("facts", text) is None


def tells_no_money(text: str) -> bool:
    """Does a label beside money name a count, points, a share, or what else is no amount?

    >>> [tells_no_money(text) for text in ("职工人数", "执行率", "补助人次", "县级配套")]
    [True, True, True, False]
    """
    printed = key(text)
    words = (word for word, said in section("money_words").items() if said == "none")
    return (
        any(role_of(name, text) for name in ("facts", "columns", "levels", "aside"))
        or role_of("blocks", text) not in (None, "funding")
        or goal_label(text) is not None
        or bool(_COUNTED.search(printed))
        or money_column(text) == "share"
        or any(word in printed for word in words)
    )


def is_government(text: str) -> bool:
    """Does a text name nothing but a government, as a source of money: 省级 beside 总额?

    >>> is_government("省级"), is_government("省级补助"), is_government("省级示范村")
    (True, False, False)
    """
    return section("money_line_words").get(key(text)) == "government"


def is_part(label: str) -> bool:
    """Is a line of money part of the total above it, and so in its unit where it prints none?

    By its item, or since it begins with 其中 or a number: 1、专户资金. A rate per head is no
    part, though it speaks of money.

    >>> [is_part(text) for text in ("其他资金", "（2）项目支出", "政府性基金", "人均补助标准")]
    [True, True, True, False]
    """
    role = funding_role(label)
    by_item = role is not None and not role.startswith("total")
    return by_item or bool(_PART.match(key(label)))


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
        undated = DATED.sub("", printed)
        listed = role_of("money_columns", text) or role_of("money_columns", undated)
        return listed or composed_money_column(undated, section("money_column_words"))
    rest = printed[dated.end() :]
    role = role_of("money_columns", rest)
    if rest and role is None:
        return None
    if role == "share":
        return role
    own = year is not None and int(dated[1]) == year
    return "prior" if not own else "plan" if role in (None, "amount") else role
