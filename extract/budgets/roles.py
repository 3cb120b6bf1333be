"""What a head says that its column holds: codes, names, amounts."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import regex

from extract.budgets.amounts import amount_of, is_code, looks_like_money
from extract.budgets.title import title_of
from extract.budgets.words import head_key, measure_by_parts, measures, plainer, section, words
from extract.words.text import key

_WHAT_OF_IT = regex.compile(r"\([^()]*(?:编码|代码|名称)[^()]*\)$")
"""What a head says of its cells: 功能分类科目（编码及名称）."""
_BUDGETS = ("预算", "决算", "财政拨款", "三公", "政府性基金", "国有资本经营")


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    PROJECT = "project"
    BODY = "body"
    """The name of an office."""
    ORDINAL = "ordinal"
    ASIDE = "aside"
    AMOUNT = "amount"


LABELS = (Role.CODE, Role.NAME, Role.PROJECT, Role.BODY)
_NO_AMOUNTS = (Role.CODE, Role.NAME, Role.PROJECT, Role.BODY, Role.ORDINAL, Role.ASIDE)


@lru_cache(maxsize=1 << 14)  # asked for every cell, and cells come again on every page
def role_word(text: str) -> Role | None:
    """What a head says that its column holds; None for a text that is no head.

    >>> role_word("功能分类科目（编码及名称）")
    <Role.CODE: 'code'>
    >>> role_word("科目编码"), role_word("因公出国（境）费"), role_word("松材线虫病防治")
    (<Role.CODE: 'code'>, <Role.AMOUNT: 'amount'>, None)
    """
    head = head_key(text)
    if not head:
        return Role.AMOUNT if key(text) else None  # a year, 其中
    bare = _WHAT_OF_IT.sub("", head)
    listed = (role for role in _NO_AMOUNTS if {head, bare} & words("columns", role.value))
    role = next(listed, None) or _role_by_ending(head)
    if role is None and (head in measures() or head in generic() or _is_period(head)):
        return Role.AMOUNT
    if role is None and _is_plain_amount(head):
        return Role.AMOUNT
    return role or (Role.AMOUNT if _names_the_table(text) else None)


def _is_plain_amount(head: str) -> bool:
    """Is a head known as one of amounts but for 本年, 安排 or a remark?"""
    plain = plainer(head)
    return plain != head and (plain in measures() or plain in generic())


def _role_by_ending(head: str) -> Role | None:
    if head.endswith(("编码", "代码")):
        return Role.CODE
    if head.endswith(("数量", "单价")):
        return Role.ASIDE
    if head.endswith("名称"):
        return Role.PROJECT if "项目" in head else Role.NAME
    names = head.startswith("项目(") or head.endswith(("经费项目", "支出项目", "收入项目"))
    return Role.NAME if names else None


def generic() -> frozenset[str]:
    """Heads of amounts that name no measure."""
    return words("generic", "words") | words("generic", "sides")


def _is_period(head: str) -> bool:
    """A head that tells a phase or compares years: 预算数, 上年执行数, 增减额."""
    years = section("years")
    told = any(word in head for name in ("previous", "change") for word in years[name])
    return told or head.endswith(("预算数", "决算数", "执行数", "预算", "决算", "预算金额"))


def _names_the_table(text: str) -> bool:
    """A head over all its columns that could be the table's title: 一般公共预算支出."""
    head = head_key(text)
    return any(word in head for word in _BUDGETS) and title_of(f"{head}表") is not None


def column_word(text: str) -> Role | None:
    """What a head says, its parts included: 公务用车购置和运行维护支出 counts money."""
    by_parts = measure_by_parts(head_key(text)) is not None or _is_counted(text)
    return role_word(text) or (Role.AMOUNT if by_parts else None)


def _is_counted(text: str) -> bool:
    """A percentage, or what is known with 小计 behind it: 三公经费小计."""
    head = head_key(text)
    return head.endswith("%") or any(
        head.endswith(end) and role_word(head.removesuffix(end)) is Role.AMOUNT
        for end in ("小计", "合计")
    )


def role_by_cells(texts: list[str]) -> Role:
    """What a column holds whose head is not known: codes, amounts, or else text beside the rows."""
    coded = [text for text in texts if is_code(text)]
    if len(coded) > 1 and all(text in coded or amount_of(text) is None for text in texts):
        return Role.CODE
    if texts and all(amount_of(text) is not None for text in texts):
        return Role.AMOUNT
    # Where most are money, a text among them is an amount that could not be read.
    money = sum(map(looks_like_money, texts))
    return Role.AMOUNT if money * 2 > len(texts) else Role.ASIDE
