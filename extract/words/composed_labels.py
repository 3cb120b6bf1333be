"""Labels composed of known words: 一级预算单位名称, 专项年度绩效目标, 年度本级预算金额.

What a form asks is told by the words of its label: its head (a name, a code, a person) and of whom
(a project, an office, who is in charge). The words are data (labels.toml); the grammar is here, on
keys. A label with one word that is not known is no such label.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extract.words.section import Section

_LONGEST = 22
"""A longer text is no label, but a sentence."""
_SHORTEST_FACT = 4
_MARKS = "()[]/、·-,*"
_WITHOUT_MARKS = str.maketrans("", "", _MARKS)
_OPINION = regex.compile(r"\p{Han}{2,14}(?:审核|审批|审查|评审|批复|部门|单位|科室)意见")
_BEFORE = regex.compile(r"(?!各|全|下属|所属|由|其他|县级以|对|向|与)\p{Han}{1,6}")
_SAID = "意见"
_YES_NO = "是否"
_PARTIAL = frozenset(("government", "fund", "income"))
_SUMS = ("资金", "金额", "预算", "经费")
_WHOLE = "项目总"
"""项目总金额 is the whole project's, where the year's stands beside it."""
_INCOME = {
    frozenset(("sum",)): "income_total",
    frozenset(("fiscal",)): "fiscal_appropriation",
    frozenset(("fiscal", "sum")): "fiscal_appropriation",
}


def words_of(printed: str, words: Section) -> tuple[str, ...]:
    """The kinds of the words that a key is wholly made of, in order; empty where it is not.

    >>> words_of("项目(单位)名称", Section({"项目": "project", "单位": "office", "名称": "name"}))
    ('project', 'office', 'name')
    >>> words_of("项目经理名称", Section({"项目": "project", "名称": "name"}))
    ()
    """
    text = printed.strip(_MARKS)
    if not words.may_make(text):
        return ()
    text = text.translate(_WITHOUT_MARKS)
    return words.made_of(text) if len(text) <= _LONGEST else ()


def composed_fact(printed: str, words: Section) -> str | None:
    """The role of a label of a fact by its words ([fact_words]); None where it is none.

    The head tells most; of 名称 and of offices without any head it is asked whose they are.
    """
    kinds = words_of(printed, words) if len(printed) >= _SHORTEST_FACT else ()
    found = frozenset(kinds)
    if not kinds or (kinds[-1] == "project" and "sort" in found):  # 资金来源项目 | 金额 is a list's
        return None
    if found & {"span", "day"} and not found & {"person", "phone", "code", "subject"}:
        return _time(found)
    if kinds[-1] == "why":
        return "description"
    if "basic" in found:
        return "description" if kinds[-1] in ("name", "tells") else None
    if kinds[-1] == "tells" and not found & {"person", "phone", "code", "subject"}:
        return _description(kinds)
    return _first(_HEADS, found) or _named(kinds)


def composed_owner(printed: str, words: Section) -> str | None:
    """`project_name` where a label is 项目 with words before it that ask nothing else: 预算项目.

    Only its place tells that a name stands beside it.
    """
    *before, last = words_of(printed, words) or ("",)
    plain = set(before) <= {"neutral", "filling", "project"}
    return "project_name" if last == "project" and plain else None


def ended_fact(printed: str, endings: Section) -> str | None:
    """The role of a label by what it ends in ([fact_endings]), few unknown words before it.

    >>> ended_fact("行业主管部门", Section({"主管部门": "supervisor"}))
    'supervisor'
    >>> ended_fact("各主管部门", Section({"主管部门": "supervisor"})) is None  # whose, it says
    True
    """
    if printed.startswith(_YES_NO) and len(printed) <= _LONGEST:
        return "purchase"
    last = endings.ending(printed)
    before = printed.removesuffix(last) if last else ""
    return endings[last] if last and _BEFORE.fullmatch(before) else None


class _Told(NamedTuple):
    """A role that kinds of words tell: each of `by` is there, and none of `but`."""

    role: str
    by: frozenset[str]
    but: frozenset[str] = frozenset()


def _told(role: str, by: str, but: str = "") -> _Told:
    return _Told(role, frozenset(by.split()), frozenset(but.split()))


def _first(roles: tuple[_Told, ...], found: frozenset[str]) -> str | None:
    return next((t.role for t in roles if t.by <= found and not t.but & found), None)


_HEADS = (
    _told("contact", "person"),
    _told("contact", "phone"),
    _told("budget_subject", "subject"),
    _told("supervisor_code", "code supervising", "name both"),
    _told("unit_code", "code office", "name both"),
    _told("unit_code", "code section", "name both"),
    _told("project_code", "code", "name both"),
    _told("project_category", "sort"),
    _told("staff", "count"),
)
_OFFICES = (
    _told("finance_section", "section supervising"),
    _told("finance_department", "finance", "acting project"),
    _told("county_department", "county", "acting filling"),
    _told("city_department", "city", "acting filling"),
    _told("provincial_department", "provincial", "acting filling"),
    _told("supervisor", "supervising"),
    _told("implementing_unit", "acting"),
)
_TIMES = (
    _told("project_period", "span"),
    _told("planned", "begin"),
    _told("filled_in_on", "filling"),
    _told("project_period", "project"),
    _told("project_period", "acting"),
)


def _time(found: frozenset[str]) -> str | None:
    return _first(_TIMES, found)


def _description(kinds: Sequence[str]) -> str | None:
    """What is told of a project or an office; 完成情况 and 资金情况 are other things."""
    whose = {"project", "office", "section", "acting", "why"} & set(kinds)
    told = bool(whose) or kinds.count("tells") > 1
    return "description" if told and not {"begin", "filling", "judging"} & set(kinds) else None


def _named(kinds: Sequence[str]) -> str | None:
    """Whose name is asked: a project's, or an office's by what it does."""
    found = frozenset(kinds)
    if not found & {"office", "section"}:
        return "project_name" if found >= {"name", "project"} else None
    if role := _first(_OFFICES, found):
        return role
    if "project" in found:
        office = next(n for n, kind in enumerate(kinds) if kind in ("office", "section"))
        return "implementing_unit" if kinds.index("project") < office else "office_or_project"
    return "department_name" if found & {"name", "filling", "both", "seal"} else None


def composed_goal(printed: str, words: Section) -> str | None:
    """The role of a label of a goal, or of what came of it, by its words ([goal_words])."""
    kinds = words_of(printed, words)
    found = set(kinds)
    if not kinds or found & {"indicators", "sheet"}:
        return None
    if "done" in found and ("target" in found or kinds[-1] == "outcome"):
        return "achieved"
    if "target" not in found or "outcome" in found or kinds[-1] not in ("target", "said"):
        return None
    if "revised" in found:
        return "goal_revised"
    return "goal_long_term" if "long_term" in found and "annual" not in found else "goal"


def composed_block(printed: str, goal_words: Section, money_words: Section) -> str | None:
    """`indicators` or `funding` where the words of a label name such a block; else None."""
    kinds = words_of(printed, goal_words)
    if "indicators" in kinds and len(kinds) > 1 and not set(kinds) & {"revised", "said"}:
        before = kinds[: kinds.index("indicators")]
        return None if "done" in before or not before else "indicators"
    kinds = words_of(printed, money_words)
    return "funding" if "money" in kinds and kinds[-1] == "said" else None


def composed_money(printed: str, words: Section) -> str | None:
    """The item of a money line by the words of its label ([money_line_words]); None where none.

    Money of one government or fund is a line without an item of its own.
    """
    kinds = words_of(printed, words)
    found = frozenset(kinds)
    if len(kinds) == 1 or not found - {"mid"}:
        return None
    if not found - {"neutral", "mid"}:
        return _whole_sum(printed, mid="mid" in found)
    own = _INCOME.get(found - {"income", "neutral"}) if "income" in found else None
    return own or _item(found)


def _item(found: frozenset[str]) -> str | None:
    if found & _PARTIAL or found >= {"mid", "fiscal"}:
        return "unclassified" if found & {"fiscal", "sum", "neutral", "other"} else None
    for role in ("carry_over", "other"):
        if role in found:
            return role
    if "fiscal" in found:
        return "fiscal_appropriation"
    return "total_mid_term" if "mid" in found else "total"


def _whole_sum(printed: str, *, mid: bool) -> str | None:
    """The item of 申报金额 or 年度安排资金: money with words that tell of no source or part."""
    if not printed.endswith(_SUMS):
        return None
    return "total_mid_term" if mid or printed.startswith(_WHOLE) else "total"


def composed_aside(printed: str, words: Section) -> str | None:
    """`remark` or `total` where the words of a label ([aside_words]) name no indicator; else None.

    An opinion is a remark, whoever gives it.
    """
    if printed.endswith(_SAID) and _OPINION.fullmatch(printed):
        return "remark"
    kinds = words_of(printed, words)
    if kinds and kinds[-1] == "total":
        return "total"
    told = len(kinds) > 1 and "remark" in kinds and kinds[-1] in ("remark", "tail")
    return "remark" if told else None


def composed_money_column(printed: str, words: Section) -> str | None:
    """What the words of a heading ([money_column_words]) say of the money below; else None.

    Of a budget and of spending the last named is meant: 支出预算数 is a plan, 预算支出数 is spent.
    """
    kinds = words_of(printed, words)
    if len(kinds) > 1 and kinds[-1] == "share":
        return "share"
    said = [kind for kind in kinds if kind in ("budget", "spent")]
    changed = kinds[-1:] == ("budget",) and "changed" in kinds
    spent = len(kinds) > 1 and set(kinds) <= {"spent", "neutral"}
    if not (changed or spent or kinds[-1:] == ("tail",)) or not said:
        return None
    if "prior" in kinds:
        return "prior"
    if said[-1] == "spent":
        return "executed"
    return "revised" if "changed" in kinds else "plan"
