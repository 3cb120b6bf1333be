"""The lines above a table: its title and kind, its number, its unit, whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.budgets.words import section, words
from extract.model import BudgetKind, Phase
from extract.words.text import clean, fold, key

_LONGEST = 60
_NUMERAL = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:-\d{1,2})?)"
_WHOSE = "(?:公开|预算|决算|预决算|部门|财决|附|批复|财)"
_NUMBER = regex.compile(rf"(?:{_WHOSE}*表?{_NUMERAL}表|{_WHOSE}*表{_NUMERAL}|附件{_NUMERAL})")
_LEADING = regex.compile(
    rf"^(?:{_NUMBER.pattern}[:：、.]?|[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十\d]{{1,3}}\)|\d{{1,2}}[、.](?!\d))+"
)
_TAIL = regex.compile(
    r"(?:\((?:续|续表|空表|20\d\d年?度?|[^()]{0,30})\)|续表|\d{1,3}|"
    r"(?:编制|填报|公开|预算|金额|计量)?(?:部门|单位)(?:名称)?:.*)$"
)
_TOLD_BEHIND = regex.compile(
    r"(?:(?<=[表)）])|\s)\s*(?:编制|填报|公开|预算|金额|计量)?(?:部门|单位)(?:名称)?\s*[:：].*$|"
    r"\s*(?:金额)?单位[:：]\s*(?:人民币)?\S*元$"
)
_UNIT = regex.compile(r"(?:人民币)?(?P<unit>亿元|百万元|[千万]元|元)")
_UNIT_LINE = regex.compile(
    r"(?:(?:金额|计量|货币)单位|单位)[:]?\(?(?:人民币)?(?P<unit>亿元|百万元|[千万]元|元)(?!\p{Han})"
)
_UNIT_TOLD = regex.compile(r"(?:金额|计量|货币)?单位\s*[:：]\s*(?:人民币)?(?:亿|百万|千|万)?元")
_ALONE = regex.compile(r"\(?(?:单位:?)?(?:人民币)?(?P<unit>亿元|百万元|[千万]元|元)\)?")
_QUOTES = regex.compile(r"[“”\"'‘’《》〈〉、]")
_SPACE = regex.compile(r"\s+")
_NUMBER_BEFORE = regex.compile(rf"\s*{_NUMBER.pattern}\s*[:：、.]?\s*(?=\S)")
_KINDS_OF_MONEY = regex.compile(r"(?:一般公共|公共财政|政府性基金|国有资本经营)预算")
_BUDGET = "预算"
_IN_BRACKETS = regex.compile(r"\(([^()]*)\)")
_LABELLED = regex.compile(r"(?P<label>[\p{Han}()（）]+)\s*[:：]\s*(?P<name>[^\s:：]+)")
_OF_A_YEAR = regex.compile(r"\(?(?:20\d\d年?度?|续表?)\)?")
_LABEL_ALONE = regex.compile(r"[\p{Han}()]{2,8}:")
_YEAR = regex.compile(r"(?<!\d)(20\d\d)(?=年)")
_SENTENCE = regex.compile(r"[。；，！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title line as printed, the kind of table and the phase that it names."""

    text: str
    bare: str
    """Its key without number, 续表 and what else stands beside it."""
    kind: BudgetKind
    phase: Phase | None


@lru_cache(maxsize=1 << 12)
def title_of(text: str) -> Title | None:
    """A line read as the title of a budget table; None where it is none.

    >>> title_of("表2：某校收入决算表").kind, title_of("2025年“三公”经费预算表").phase
    (<BudgetKind.INCOME: 'income'>, <Phase.BUDGET: 'budget'>)
    >>> title_of("收入决算表 部门：某局 单位：万元").text, title_of("支出总表（续表）").bare
    ('收入决算表', '支出总表')
    >>> title_of("政府性基金预算财政拨款收入支出决算表").kind
    <BudgetKind.FUND_EXPENDITURE: 'fund_expenditure'>
    >>> title_of("一般公共预算财政拨款收入支出决算表").kind
    <BudgetKind.GENERAL_EXPENDITURE: 'general_expenditure'>
    >>> [title_of(f"收入决算{text}部门：某局 公开01表").text for text in ("表", "表（续表）")]
    ['收入决算表', '收入决算表（续表）']
    >>> [title_of(text) for text in ("项目支出绩效目标表", "收支总表，见下表", "收入构成表")]
    [None, None, None]
    """
    printed, folded = _named(text)
    if not folded or _is_other(folded):
        return None
    titles = section("titles")
    for name, choices in (*titles["narrow"].items(), *titles["kinds"].items()):
        if any(all(word in folded for word in choice) for choice in choices):
            return Title(
                text=_printed(printed),
                bare=folded,
                kind=BudgetKind(name),
                phase=phase_of(folded),
            )
    return None


def other_title(text: str) -> str | None:
    """The title of a table of money that is of another kind than the data has; else None.

    >>> other_title("表十二：市对下转移支付预算表"), other_title("支出总表")
    ('市对下转移支付预算表', None)
    >>> other_title("国有资产管理办法"), other_title("对下转移支付绩效目标表")
    (None, None)
    """
    printed, folded = _named(text)
    return _printed(printed) if folded and _is_other(folded) else None


def _named(text: str) -> tuple[str, str]:
    """A line as printed, and its bare key; no key where the line names no table of money."""
    if "表" not in text:
        return text, ""
    printed = clean(text).replace("\n", "").strip("#*＊ ")
    folded = _bare(printed)
    if not folded.endswith("表") or len(folded) > _LONGEST or _SENTENCE.search(printed):
        return printed, ""
    return printed, "" if any(word in folded for word in section("titles")["never"]) else folded


def _is_other(folded: str) -> bool:
    titles = section("titles")
    named = any(all(word in folded for word in choice) for choice in titles["others"])
    return named and not any(word in folded for word in titles["unless"])


@lru_cache(maxsize=1 << 12)
def _bare(printed: str) -> str:
    folded = _QUOTES.sub("", key(printed))
    before = None
    while folded != before:
        before, folded = folded, _TAIL.sub("", _LEADING.sub("", folded))
    return folded


def _printed(printed: str) -> str:
    """A title without the number before it, and without a unit behind it."""
    number = _NUMBER_BEFORE.match(printed)
    text = printed[number.end() :] if number else printed
    return _TOLD_BEHIND.sub("", text).strip()


def phase_of(text: str) -> Phase | None:
    """The phase that a title names: a final account where it names both.

    >>> phase_of("支出决算表"), phase_of("支出总表") is None
    (<Phase.FINAL: 'final'>, True)
    """
    if "决算" in text:
        return Phase.FINAL
    return Phase.BUDGET if "预算" in without_kinds_of_money(text) else None


def without_kinds_of_money(text: str) -> str:
    """A text without names of budgets from which money comes: final accounts print them too."""
    return _KINDS_OF_MONEY.sub("", text) if _BUDGET in text else text


@lru_cache(maxsize=1 << 12)
def unit_of(text: str) -> str | None:
    """The unit of money that a line, or the bracket of a head, prints.

    >>> unit_of("单位名称：某校　单位：万元"), unit_of("金额单位:元"), unit_of("单位：某局")
    ('万元', '元', None)
    """
    if "元" not in text:
        return None
    folded = _SPACE.sub("", fold(text))
    found = list(_UNIT_LINE.finditer(folded)) or list(filter(None, [_ALONE.fullmatch(folded)]))
    return found[-1]["unit"] if found else None


def unit_in_head(text: str) -> str | None:
    """The unit in the bracket of a column's head.

    >>> unit_in_head("预算数（万元）"), unit_in_head("增减%"), unit_in_head("预算数")
    ('万元', None, None)
    """
    inside = _IN_BRACKETS.findall(key(text))
    found = [match for each in inside if (match := _UNIT.fullmatch(each.split(":")[-1]))]
    return found[-1]["unit"] if found else None


def number_of(text: str) -> str | None:
    """The number that a table has in its publication: `预算01表`, `表 1`.

    >>> number_of("公开05表"), number_of("表1：收支决算总表"), number_of("收支总表")
    ('公开05表', '表1', None)
    """
    folded = fold(clean(text)).strip()
    for word in folded.split():
        if _NUMBER.fullmatch(word):
            return word
    found = _NUMBER.match(_SPACE.sub("", folded))
    return found[0] if found and found.end() < len(folded) else None


@lru_cache(maxsize=1 << 12)
def department_of(text: str) -> str | None:
    """Whose table it is: 部门：某局, 编制单位：某局.

    >>> department_of("编制单位：某市财政局单位：元"), department_of("单位：万元")
    ('某市财政局', None)
    >>> department_of("收入支出决算总表部门：某局 公开01表")
    '某局'
    """
    if not any(colon in text for colon in ":："):
        return None
    printed = _UNIT_TOLD.sub(" ", clean(text).replace("\n", " "))
    for match in _LABELLED.finditer(printed):
        # It may stand right behind the title.
        label = key(match["label"]).rpartition("表")[2].lstrip(")")
        if label in words("lines", "department") and not _UNIT.fullmatch(key(match["name"])):
            return match["name"]
    return None


def year_of(text: str) -> int | None:
    """The year that a line names.

    >>> year_of("2025年收支总表"), year_of("收支总表")
    (2025, None)
    """
    found = _YEAR.findall(fold(text))
    return int(found[-1]) if found else None


def years_in(text: str) -> frozenset[int]:
    """The years that a line names."""
    return frozenset(map(int, _YEAR.findall(fold(text))))


def is_note(text: str) -> bool:
    """Is a line a table's note, or the sentence that tells why the table is empty?

    >>> is_note("注：本表无数据。"), is_note("本部门没有政府性基金预算支出，故为空表。")
    (True, True)
    """
    folded = key(text)
    starts = any(folded.startswith(word) for word in words("lines", "note"))
    return starts or (len(folded) > 6 and any(word in folded for word in words("lines", "empty")))


def is_heading(texts: Sequence[str]) -> bool:
    """Are all texts of a row what stands above a table: title, number, unit, whose it is?"""
    return bool(texts) and all(map(_stands_above, texts))


@lru_cache(maxsize=1 << 12)  # texts of the first rows, by several rules
def _stands_above(text: str) -> bool:
    folded = key(text)
    return bool(
        title_of(text)
        or _NUMBER.fullmatch(folded)
        or unit_of(text)
        or department_of(text)
        or _OF_A_YEAR.fullmatch(folded)
        or _LABEL_ALONE.fullmatch(fold(text).strip())
    )
