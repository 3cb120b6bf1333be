"""The lines above a table: which of them is a form's title, and which year they print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extract.labels import section
from extract.model import Kind, Stage
from extract.text import clean, key

_YEAR = regex.compile(r"(?<!\d)(20\d\d)年(?!\d*月)")
_BARE_YEAR = regex.compile(r"^\(?(20\d\d)(?:年度?)?\)?$")
_TAIL = regex.compile(r"\([^()]*\)$")
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A form's title line as printed, without Markdown, and the kind and stage it names."""

    text: str
    kind: Kind
    stage: Stage


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
    >>> title_of("见附件：项目支出绩效目标表，共三张") is None
    True
    """
    printed = clean(text).strip("#*＊ ")
    if not printed or len(printed) > _LONGEST_TITLE:
        return None
    folded = _TAIL.sub("", key(printed))
    titles = section("titles")
    found = max((t for t in titles if folded.endswith(t)), key=len, default=None)
    if found is None:
        return None
    kinds = section("title_kinds")
    return Title(
        text=printed.replace("\n", ""),
        kind=Kind(next((kinds[word] for word in kinds if word in folded), Kind.PROJECT)),
        stage=Stage(titles[found]),
    )


def year_in(texts: Iterable[str]) -> int | None:
    """The last year that lines above a table print: `(2024年度)`, `2024年部门…`, `2024`.

    >>> year_in(["2023年工作", "项目支出绩效目标表", "（2024 年度）"])
    2024
    >>> year_in(["2024年3月制"]) is None
    True
    """
    keys = [key(text) for text in texts]
    years = [year for k in keys for year in _YEAR.findall(k) or _BARE_YEAR.findall(k)]
    return int(years[-1]) if years else None
