"""The lines above a table: which of them is a form's title, and which year they print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.model import Kind, Stage
from extract.words.labels import section
from extract.words.text import clean, key

_YEAR = regex.compile(r"(?<!\d)(20\d\d)年(?!\d*月)|年度:(20\d\d)(?!\d)")
_SPAN = regex.compile(r"(?<!\d)(20\d\d)年?[-—–~～至]+20\d\d(?=年)")
"""Years in which something goes on, 2024-2026年: it is planned in the first."""
_BARE_YEAR = regex.compile(r"^\(?(20\d\d)(?:年度?)?\)?$")
_YEAR_LINE = regex.compile(
    r"\(?(?:预算|填报|资金)?(?:年度:)?20\d\d(?:年度?)?\)?(?:(?:金额)?单位:.{1,4})?"
)
_SECTION = regex.compile(
    r"^(?:第[一二三四五六七八九十\d]+部分|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|"
    r"(?:附件|附表)\d{0,2}(?:[-—.]\d{1,2})?[:：、\s])\s*"
)
"""The number of a section, or of an annex, before a title: it is no part of it."""
_UNIT = regex.compile(r"\s*[(（]\s*(?:金额)?单位\s*[:：][^()（）]*[)）]$")
"""The unit of its money behind a title: it is no part of it."""
_TAIL = regex.compile(r"\([^()]*\)$")
_SHEET = regex.compile(
    r"(?:绩效目标|绩效指标|绩效信息|绩效自评|绩效监控|绩效运行|绩效评价指标)(?:\p{Han}{0,8}表|\p{Han}{0,4}[书单])$"
)
"""What a form's title ends in where no listed one fits: 绩效目标审批表, 绩效目标核定表."""
_LONGEST_TITLE = 80
_HEADLINE = regex.compile(r"[\p{Han}\w()〔〕]*(?:项目|支出)绩效目标(?:申报)?(?:明细|公示|公开)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A form's title line as printed, without Markdown, and the kind and stage it names."""

    text: str
    kind: Kind
    stage: Stage


@lru_cache(maxsize=1 << 12)  # asked by several layouts of the same lines
def title_of(text: str) -> Title | None:
    """Read a line as a form's title: it ends in one of the names of [titles], a bracket aside.

    >>> title_of("## 2024年部门整体支出绩效目标表").kind
    <Kind.DEPARTMENT: 'department'>
    >>> title_of("# **某县水利局项目支出绩效目标表**").text
    '某县水利局项目支出绩效目标表'
    >>> title_of("某专项项目绩效目标表(2024年度)").kind
    <Kind.PROJECT: 'project'>
    >>> title_of("项目支出绩效自评表").stage
    <Stage.SELF_EVALUATION: 'self_evaluation'>
    >>> title_of("专项转移支付区域绩效目标表").kind, title_of("整体搬迁项目绩效目标表").kind
    (<Kind.TRANSFER: 'transfer'>, <Kind.PROJECT: 'project'>)
    >>> title_of("（五）某县水利局项目支出绩效目标表").text, title_of("附件2：绩效目标审批表").text
    ('某县水利局项目支出绩效目标表', '绩效目标审批表')
    >>> title_of("专项资金绩效目标批复单").text, title_of("项目绩效目标申报书").text
    ('专项资金绩效目标批复单', '项目绩效目标申报书')
    >>> title_of("项目支出绩效目标表（单位：万元）").text
    '项目支出绩效目标表'
    >>> title_of("见附件：项目支出绩效目标表，共三张") is None
    True
    """
    printed = _UNIT.sub("", _untitled(clean(text).strip("#*＊ ")))
    if not printed or len(printed) > _LONGEST_TITLE:
        return None
    folded = _TAIL.sub("", key(printed))
    stage = _stage(folded)
    if stage is None:
        return None
    kinds = section("title_kinds")
    return Title(
        text=printed,
        kind=Kind(next((kinds[word] for word in kinds if word in folded), Kind.PROJECT)),
        stage=stage,
    )


def _untitled(printed: str) -> str:
    """A title without the section's heading above it in the same cell, and without its number."""
    lines = printed.split("\n")
    while len(lines) > 1 and _SECTION.match(lines[0]):
        lines.pop(0)
    return _SECTION.sub("", "".join(lines))


def _stage(folded: str) -> Stage | None:
    """The stage that a title names: by how it ends, or by the words a sheet's name is made of."""
    titles = section("titles")
    found = titles.ending(folded)
    if found is not None:
        return Stage(titles[found])
    sheet = _SHEET.search(folded)
    if sheet is None:
        return None
    words = section("title_stages")
    return Stage(next((words[word] for word in words if word in sheet[0]), Stage.TARGET))


def headline_of(text: str) -> Title | None:
    """Read a dated line above a table as its title though it ends in no 表.

    >>> headline_of("2024年部门预算项目绩效目标").kind, headline_of("完成年度绩效目标")
    (<Kind.PROJECT: 'project'>, None)
    >>> headline_of("2024年重点项目绩效目标公示").text
    '2024年重点项目绩效目标公示'
    """
    printed = clean(text).strip("#*＊ ")
    ends = _HEADLINE.fullmatch(_TAIL.sub("", key(printed)))
    if ends is None or year_in([printed]) is None:
        return None
    named = title_of(f"{_TAIL.sub('', key(printed))}表")
    return replace(named, text=printed) if named else None


def year_in(texts: Iterable[str]) -> int | None:
    """The last year that lines above a table print: `(2024年度)`, `2024年部门…`, `2024`.

    >>> year_in(["2023年工作", "项目支出绩效目标表", "（2024 年度）"])
    2024
    >>> year_in(["2024—2026年滚动项目绩效目标表"])
    2024
    >>> year_in(["2024年3月制"]) is None, year_in(["预算年度：2024　单位：万元"])
    (True, 2024)
    """
    keys = [_SPAN.sub(r"\1", key(text)) for text in texts]
    years = [year for k in keys for year in _years(k)]
    return int(years[-1]) if years else None


def is_year_line(text: str) -> bool:
    """Is a year all that a line says, but for a money unit?

    >>> is_year_line("（2024年度）"), is_year_line("到2026年全部建成")
    (True, False)
    """
    return bool(_YEAR_LINE.fullmatch(key(text)))


def _years(printed: str) -> list[str]:
    return ["".join(found) for found in _YEAR.findall(printed)] or _BARE_YEAR.findall(printed)
