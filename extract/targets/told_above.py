"""What the lines above a table state of its form, a label and its text each: 年度目标：修路.

Pages that print no head in the table print it so, with the number of a section before the label or
without one. Only lines below the last title belong to the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extract.model import Fact, Horizon, Line, RawFunding
from extract.targets.fused_money import Line as Money
from extract.targets.fused_money import fused_money, money_in_brackets
from extract.targets.label_and_text import fused_fact
from extract.targets.passed_over import is_no_goal
from extract.words.labels import goal_role, role_of
from extract.words.money_labels import UNCLASSIFIED, funding_role, speaks_of_money
from extract.words.text import clean
from extract.words.titles import title_of

_NUMBER = regex.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,2}[)）]、?|\d{1,2}[.．、](?!\d))\s*"
)
_LABELLED = regex.compile(
    r"(?P<label>[\p{Han}\w()（）\s—–~～-]{2,24}?)\s*[:：]\s*(?P<text>.*)", flags=regex.S
)
_AMOUNT = regex.compile(r"\d\s*[千万亿]?元")
_OPENERS = ("project_name", "department_name")


@dataclass(slots=True)
class ToldAbove:
    """Goals and money that lines state, in printed order."""

    goal: str | None = None
    goal_long_term: str | None = None
    funding: list[RawFunding] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    """Lines that tell of money, with amounts in sentences that nobody parts."""


def told_above(lines: Sequence[Line], unit: str | None) -> ToldAbove:
    """What the lines above a table state of goals and money; `unit` is the one printed there."""
    found = ToldAbove()
    own = list(_below_title(lines))
    for n, line in enumerate(own):
        label, text = labelled(line.text) or ("", "")
        role = goal_role(label) if label else None
        if role:
            told = text or "\n".join(_unlabelled(own[n + 1 :]))
            if told and not is_no_goal(told):
                before = getattr(found, role)
                setattr(found, role, f"{before}\n{told}" if before else told)
        else:
            money = list(_money(line, unit))
            found.funding += money
            if not money and speaks_of_money(label) and _AMOUNT.search(text):
                found.unread.append(line)
    return found


def fact_above(line: Line) -> Fact | None:
    """The fact that a line above a table states: 一、项目名称：某项目; else None."""
    return fused_fact(_NUMBER.sub("", line.text.strip()), line.page, line.box)


def opens_form_above(lines: Sequence[Line]) -> bool:
    """Does one of the lines name a project, or a department: a form's first label?"""
    facts = (fact_above(line) for line in lines if labelled(line.text))
    return any(fact.role in _OPENERS for fact in facts if fact)


def labelled(text: str) -> tuple[str, str] | None:
    """A line's label and its text, the number of a section before them left out.

    >>> labelled("三、年度目标：修路。"), labelled("2024年修路")
    (('年度目标', '修路。'), None)
    """
    match = _LABELLED.fullmatch(_NUMBER.sub("", clean(text).strip()))
    return (match["label"].strip(), match["text"].strip()) if match else None


def _below_title(lines: Sequence[Line]) -> Sequence[Line]:
    titles = [n for n, line in enumerate(lines) if title_of(line.text)]
    return lines[titles[-1] + 1 :] if titles else lines


def _unlabelled(lines: Sequence[Line]) -> Iterator[str]:
    """The lines below a label that stands alone, up to the next label or section."""
    for line in lines:
        text = line.text.strip()
        if labelled(text) or _NUMBER.match(text) or not text:
            return
        yield clean(text)


def _money(line: Line, unit: str | None) -> Iterator[RawFunding]:
    text = _NUMBER.sub("", line.text.strip()).rstrip("。;；")
    for label, amount in fused_money(text) or money_in_brackets(text):
        yield _line_of_money(Money(label, amount), line, unit)


def _line_of_money(money: Money, line: Line, unit: str | None) -> RawFunding:
    whole = role_of("blocks", money.label) == "funding"
    role = funding_role(money.label) or ("total" if whole else UNCLASSIFIED)
    mid = role.endswith("_mid_term")
    return RawFunding(
        item=role.removesuffix("_mid_term"),
        horizon=Horizon.MID_TERM if mid else Horizon.ANNUAL,
        label=money.label,
        amount=money.amount,
        unit=unit,
        page=line.page,
        box=line.box,
    )
