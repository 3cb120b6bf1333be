"""What a column of amounts counts, in which phase, on which side, in which unit."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extract.budgets.columns import Leaf
from extract.budgets.roles import Role, generic, role_word
from extract.budgets.title import unit_in_head, without_kinds_of_money
from extract.budgets.words import head_key, measure_by_parts, measures, plainer, section, words
from extract.model import BudgetKind, Classification, Measure, Phase, Side
from extract.words.text import fold, key

_COUNTED = regex.compile(r"(?:预算数|决算数|执行数|支出数|预算金额|决算金额|金额|小计|合计)$")
"""How a head ends that names what is counted before it: 机关运行经费预算数."""
_YEAR = regex.compile(r"(?<!\d)20\d\d(?!\d)")
_GOODS = "商品和服务支出"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is told of a column by its heads; `known` where one of them names its measure."""

    measure: Measure
    known: bool
    phase: Phase | None
    side: Side | None
    unit: str | None
    is_share: bool


_OWN = {
    BudgetKind.GENERAL_EXPENDITURE: (Measure.FUND_GENERAL, Measure.INCOME_FISCAL),
    BudgetKind.GENERAL_BASIC: (Measure.FUND_GENERAL, Measure.INCOME_FISCAL, Measure.BASIC),
    BudgetKind.FISCAL_EXPENDITURE: (Measure.INCOME_FISCAL,),
    BudgetKind.FISCAL_INCOME_EXPENDITURE: (Measure.INCOME_FISCAL,),
    BudgetKind.FUND_EXPENDITURE: (Measure.FUND_GOVERNMENT, Measure.INCOME_FISCAL),
    BudgetKind.CAPITAL_EXPENDITURE: (Measure.FUND_CAPITAL, Measure.INCOME_FISCAL),
    BudgetKind.PROJECTS: (Measure.PROJECT,),
}
"""What all of a table of a kind is: heads that say so name no part of it."""


def counted(leaf: Leaf, kind: BudgetKind, side: Side | None, year: int | None) -> Counted:
    """What a column of a table of a kind counts; `year` is the table's, `side` its block's.

    >>> column = Leaf(first=0, end=1, path=("公务用车购置及运行费", "小计", "决算数"),
    ...               role=Role.AMOUNT, known=True)
    >>> told = counted(column, BudgetKind.THREE_PUBLIC, None, 2024)
    >>> told.measure, told.phase
    (<Measure.VEHICLES: 'vehicles'>, <Phase.FINAL: 'final'>)
    """
    measure, known = _measure(leaf.path, _OWN.get(kind, ()), year)
    if measure is Measure.UNCLASSIFIED and _is_of_basic(leaf, kind):
        measure = Measure.PUBLIC
    unit = next(filter(None, map(unit_in_head, reversed(leaf.path))), None)
    return Counted(
        measure=measure,
        known=known and leaf.known,
        phase=None if measure is Measure.CHANGE else _phase(leaf.path),
        side=side,
        unit=unit,
        is_share=bool(leaf.path) and _is_share(leaf.path[-1]),
    )


def _is_of_basic(leaf: Leaf, kind: BudgetKind) -> bool:
    """Are goods and services those of basic expenditure? Elsewhere projects buy them as well."""
    basic = kind is BudgetKind.GENERAL_BASIC or any("基本支出" in head for head in leaf.path)
    return basic and bool(leaf.path) and head_key(leaf.path[-1]) == _GOODS


def _measure(
    path: tuple[str, ...], own: tuple[Measure, ...], year: int | None
) -> tuple[Measure, bool]:
    heads = [head_key(text) for text in path]
    told = [_told(head) for head in heads]
    aside = _compared(path, heads, year) or _balance(told)
    if aside is not None:
        return aside, True
    if path and _is_share(path[-1]):
        return Measure.UNCLASSIFIED, True
    for text, head, measure in zip(reversed(path), reversed(heads), reversed(told), strict=True):
        if measure in own:
            continue
        if measure is not None:
            return measure, True
        if not _is_generic(text, head):
            return Measure.UNCLASSIFIED, False
    return Measure.TOTAL, True


def _compared(path: tuple[str, ...], heads: list[str], year: int | None) -> Measure | None:
    """Last year's money, or the change from it; None for that of the table's own year."""
    for named, compared in (("change", Measure.CHANGE), ("previous", Measure.PREVIOUS_YEAR)):
        if any(word in head for head in heads for word in section("years")[named]):
            return compared
    if any(
        "比" in head and len(set(_YEAR.findall(fold(text)))) > 1
        for text, head in zip(path, heads, strict=True)
    ):
        return Measure.CHANGE
    years = {int(found) for text in path for found in _YEAR.findall(fold(text))}
    return Measure.PREVIOUS_YEAR if year and years and max(years) < year else None


def _balance(told: list[Measure | None]) -> Measure | None:
    """上年结转/一般公共预算 is a balance, wherever its money is from."""
    balances = (Measure.OPENING_BALANCE, Measure.CLOSING_BALANCE)
    return next((each for each in told if each in balances), None)


def _told(head: str) -> Measure | None:
    """The measure that a head names: by its word, by what it counts, else by its parts."""
    counted_of = _COUNTED.sub("", head)
    exact = measures().get(head) or measures().get(counted_of)
    if exact is not None or head in generic() or counted_of in generic():
        return exact
    plain = plainer(head)
    return measures().get(plain) or measure_by_parts(head)


def _is_generic(text: str, head: str) -> bool:
    """Does a head name no measure, so that the one above it tells, or the column is the total?"""
    if not head or {head, plainer(head), _COUNTED.sub("", head)} & generic():
        return True
    return role_word(text) is Role.AMOUNT and head.endswith(
        (
            "预算数",
            "决算数",
            "执行数",
            "预算",
            "决算",
            "合计",
            "总计",
            "支出",
            "收入",
            "金额",
            "三公经费",
        )
    )


def _is_share(text: str) -> bool:
    folded = key(text)
    return any(word in folded for word in section("years")["share"]) and "数" not in folded


def _phase(path: tuple[str, ...]) -> Phase | None:
    """The phase that the deepest head names, kinds of budgets aside."""
    for text in reversed(path):
        bare = without_kinds_of_money(head_key(text))
        for phase in (Phase.FINAL, Phase.BUDGET):
            if any(word in bare for word in words("phases", phase.value)) and (
                bare.endswith(("数", "算", "额"))
            ):
                return phase
    return None


def side_of(leaves: list[Leaf]) -> Side | None:
    """The side that the first heads over a block name: 收入, 支出.

    >>> head = Leaf(first=0, end=1, path=("本年支出", "项目"), role=Role.NAME, known=True)
    >>> side_of([head])
    <Side.EXPENDITURE: 'expenditure'>
    """
    for leaf in leaves:
        for text in leaf.path:
            head = head_key(text)
            for side, word in ((Side.INCOME, "收入"), (Side.EXPENDITURE, "支出")):
                other = "支出" if word == "收入" else "收入"
                if word in head and other not in head:
                    return side
    return None


def classification_of(leaves: list[Leaf]) -> Classification | None:
    """What the heads over codes and names say that they classify; None where they do not tell."""
    texts = [key(text) for leaf in leaves for text in leaf.path]
    if any("经济" in text for text in texts):
        return Classification.ECONOMIC
    return Classification.FUNCTION if any("功能" in text for text in texts) else None
