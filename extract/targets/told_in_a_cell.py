"""Several indicators told in one text: 【产出指标-数量指标】指标1:巡查(≥24次) 指标2：达标率95%.

Marks part the text: names of levels in brackets or before a colon, numbers from one on, stops.
What is between two of them is one indicator, its name before its value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extract.targets.shapes import value_shaped
from extract.words.labels import goal_role, level_of, section
from extract.words.text import clean, fold, key

_BRACKETED = regex.compile(r"[【\[〔]([^【】\[\]〔〕\n]{2,40})[】\]〕]\s*[:：]?")
_NAMED = regex.compile(
    r"(?:(?<=[;；。，,\n:：])|^)\s*(?:\(?[\d一二三四五六七八九十]{1,2}[)）.、]\s*)?"
    r"(?P<name>[\p{Han}、]{0,16}?(?:指标|目标|成本|效益|满意度|数量|质量|时效|影响))"
    r"(?P<count>\d{0,2})\s*[:：]"
)
"""A name of a level before a colon, where a sentence begins: 数量指标：, 质量指标2：."""
_JOINED = regex.compile(r"\s*[-—–－/、|>]+\s*")
_COUNT = regex.compile(r"[(（]?(\d{1,2})[)）.、．]\s*|([①②③④⑤⑥⑦⑧⑨⑩])\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_STOPS = regex.compile(r"[;；\n]+|。(?=.)")
_ENDS = " \t\n:：;；，,。、."
_IN_BRACKETS = regex.compile(
    r"^(?P<name>.*[^(（])[(（](?P<value>[^()（）]+|[^()（）]*[(（][^()（）]*[)）][^()（）]*)[)）]$"
)
_BEFORE = regex.compile(
    r"^[(（](?P<head>[^()（）]{2,40})[)）]\s*[:：]?\s*(?P<rest>.*)$", flags=regex.S
)
_COLON = regex.compile(r"^(?P<name>[^:：]{2,60}?)\s*[:：]\s*(?P<value>.+)$", flags=regex.S)
_SIGN = regex.compile(
    r"^(?P<name>.{2,60}?)\s*(?:(?:[为是]|应)\s*)?"
    r"(?P<value>(?:[<>=≥≤≧≦＜＞＝⩾⩽]+|(?:不低于|不少于|不高于|不超过|不小于|不大于|不多于"
    r"|大于|小于|高于|低于|少于|超过|控制在|保持在|达到|达))\s*\d.*)$",
    flags=regex.S,
)
_CHANGE = regex.compile(
    r"^(?P<name>\D{2,60}?)(?P<value>(?:(?:同比|环比|[较比](?:上年|去年|上一年|往年|\d{4}年))?"
    r"(?:增长|提高|提升|上升|增加|下降|降低|减少)(?:到|至|了)?)\s*\d[^，,。；;]{0,8})$"
)
"""Words of change belong to the value: 零售额 | 同比增长6%."""
_IS = regex.compile(r"^(?P<name>.{2,60}?)[为是]\s*(?P<value>\d[^，,]{0,16})$", flags=regex.S)
_LAST = regex.compile(
    r"^(?P<name>.*?\D)(?P<value>\d[\d,，.]*\s*[^\d，,。;；:：]{0,4}(?:以[上下内]|左右|之内)?)$",
    flags=regex.S,
)
_NO_NAME = regex.compile(r"[<>=≥≤]|\d$")
_SPOKEN = ("指标", "数量", "质量", "效益")
_LONGEST = 300
"""A longer sentence is running text."""
_WORD = 4
"""A text so short, without a name, is a value in words: 满意, 显著."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One indicator as a text tells it; None as `value` where the text cannot be parted."""

    level1: str
    level2: str
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands behind one mark, under the levels that it names."""

    level1: str
    level2: str
    text: str
    is_goal: bool = False


def holds_several(text: str) -> bool:
    """Does a text name levels, or count indicators, more than once before what they are?

    >>> holds_several("数量指标：巡查24次；质量指标：合格率95%")
    True
    >>> holds_several("数量指标：巡查24次")
    False
    """
    if not any(word in text for word in _SPOKEN):
        return False
    marked = sum(1 for _ in _level_marks(clean(text)))
    return marked > 1 or len(_counted(clean(text))) > 1


def goal_in(text: str) -> str | None:
    """The goal that a text with several indicators tells before them: 【总体目标】….

    >>> goal_in("【总体目标】道路通畅【产出指标-数量指标】指标1:里程(≥3公里)")
    '道路通畅'
    """
    texts = [part.text.strip() for part in _parts(clean(text), "", "") if part.is_goal]
    return "\n".join(filter(None, texts)) or None


def told_in(text: str, level1: str = "", level2: str = "") -> list[Told]:
    """The indicators of a text that stands under the levels beside it.

    >>> [(t.level2, t.name, t.value) for t in told_in("数量指标：巡查24次；质量指标：合格率≥95%")]
    [('数量指标', '巡查', '24次'), ('质量指标', '合格率', '≥95%')]
    >>> [(t.name, t.value) for t in told_in("指标1（办结率）100%；指标2投诉数不超过3件")]
    [('办结率', '100%'), ('投诉数', '不超过3件')]
    """
    found: list[Told] = []
    for part in _parts(clean(text), level1, level2):
        if part.is_goal:
            continue
        items = [item for item in map(_trimmed, _items(part.text)) if _says(item)]
        closed = len(items) > 0 and all(_IN_BRACKETS.match(item) for item in items)
        found += (_told(item, part.level1, part.level2, closed=closed) for item in items)
    return found


def _parts(text: str, level1: str, level2: str) -> Iterator[_Part]:
    marks = list(_level_marks(text))
    if not marks:
        yield _Part(level1, level2, text)
        return
    if head := text[: marks[0][0]].strip(_ENDS):
        yield _Part(level1, level2, head)
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    for (_, begin, name), end in zip(marks, ends, strict=True):
        if _is_other(name):
            yield _Part("", "", text[begin:end], is_goal=bool(goal_role(name)))
            continue
        level1, level2 = _levels(name, level1)
        yield _Part(level1, level2, text[begin:end])


def _level_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Where marks begin and end, and the names of levels, or of a goal, that they print."""
    found = [
        (match.start(), match.end(), match[1])
        for match in _BRACKETED.finditer(text)
        if _is_other(match[1]) or any(map(level_of, _JOINED.split(match[1])))
    ]
    begins, ends = [start for start, _, _ in found], [end for _, end, _ in found]
    named: set[int] = set()
    for match in (*_NAMED.finditer(text), *_exact().finditer(text)):
        begin, end = match.span("name")
        before = bisect_right(begins, begin)
        inside = before > 0 and begin < ends[before - 1]
        level = level_of(match["name"]) or goal_role(match["name"])
        if level and not inside and end not in named:
            found.append((match.start(), match.end(), match["name"]))
            named.add(end)
    return iter(sorted(found))


@cache
def _exact() -> regex.Pattern[str]:
    """The name of a level before a colon, wherever it stands: a page keeps no end of a line."""
    names = sorted((name for name in section("levels") if name.endswith("指标")), key=len)
    return regex.compile(rf"(?P<name>{'|'.join(map(regex.escape, names[::-1]))})\d{{0,2}}\s*[:：]")


def _is_other(name: str) -> bool:
    """Does a mark name a goal, or what heads no indicators: 总体目标, 项目概况?"""
    return bool(goal_role(name)) or key(name).endswith(("概况", "概述", "内容", "依据"))


def _levels(name: str, level1: str) -> tuple[str, str]:
    """The levels that a mark names: both, or the one that its name belongs to."""
    names = [part.strip() for part in _JOINED.split(name) if part.strip()]
    if len(names) > 1:
        return names[0], names[1]
    return (name, "") if level_of(name) == "level1" else (level1, name)


# Between two marks: indicators counted, or parted by stops


def _items(text: str) -> list[str]:
    if counted := _counted(text):
        return [text[begin:end] for begin, end in counted]
    return _STOPS.split(text)


def _counted(text: str) -> list[tuple[int, int]]:
    """Where each of the indicators counted in a text stands, without its number; one is none.

    The numbers follow each other: in 指标12个村 only the first is one.
    """
    for marks in (_numbered(text), _enumerated(text)):
        if marks:
            begins = [end for _, end in marks]
            ends = [start for start, _ in marks[1:]] + [len(text)]
            return list(zip(begins, ends, strict=True))
    return []


def _numbered(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while (
        match := regex.search(rf"指标\s*{len(found) + 1}\s*[.．、:：]?", text, pos=at)
    ) is not None:
        found.append((match.start(), match.end()))
        at = match.end()
    return found


def _enumerated(text: str) -> list[tuple[int, int]]:
    """(1)…(2)…, 1.…2.…, ①…②…, where the text begins with the first."""
    found: list[tuple[int, int]] = []
    for match in _COUNT.finditer(text):
        number = int(match[1]) if match[1] else _CIRCLED.index(match[2]) + 1
        before = text[match.start() - 1 : match.start()]
        free = not before or before in ";；。，,\n:： 、" or bool(match[2])
        if (
            number == len(found) + 1
            and free
            and text[match.end() : match.end() + 1].strip("0123456789")
        ):
            found.append((match.start(), match.end()))
    begins = not found or not text[: found[0][0]].strip(_ENDS)
    return found if begins else []


# One indicator


def _trimmed(item: str) -> str:
    return item.strip(_ENDS + "…")


def _says(item: str) -> bool:
    """Is a text more than dots, stars and crosses that wait to be filled in?"""
    return any(map(str.isalnum, key(item).strip("*×Xx")))


def _told(item: str, level1: str, level2: str, *, closed: bool) -> Told:
    """One indicator: a level in brackets before it, a name, and the value behind it."""
    under = False
    head = _BEFORE.match(item) if len(item) <= _LONGEST else None
    if head:
        inside, rest = head["head"].strip(), head["rest"].strip(_ENDS)
        if level_of(inside):
            level1, level2 = (level1, inside) if level1 else _levels(inside, level1)
            item, under = rest, True
        elif rest:
            return Told(level1=level1, level2=level2, name=inside, value=rest)
        else:
            item = inside
    name, value = _parted(item, closed=closed, under=under)
    return Told(level1=level1, level2=level2, name=name, value=value)


def _parted(item: str, *, closed: bool, under: bool) -> tuple[str, str | None]:
    if len(item) > _LONGEST:
        return item, (None if any(map(str.isdigit, item)) else "")
    inside = _IN_BRACKETS.match(item)
    if inside and (closed or value_shaped(fold(inside["value"]))):
        return inside["name"].strip(_ENDS), inside["value"].strip()
    if (told := _COLON.match(item)) and not _NO_NAME.search(told["name"]):
        return told["name"].strip(_ENDS), told["value"].strip(_ENDS)
    for pattern in (_SIGN, _CHANGE, _IS, _LAST, _better()):
        if (told := pattern.match(item)) and _is_name(told["name"]):
            return told["name"].strip(_ENDS), told["value"].strip(_ENDS)
    if any(char.isdigit() for char in item):
        return item, None
    return ("", item) if under and len(item) <= _WORD else (item, "")


@cache
def _better() -> regex.Pattern[str]:
    """Words of betterment at the end are the value: 村容村貌 | 明显改善."""
    words = section("betterment")
    how, what = ("|".join(w for w in words if words[w] == kind) for kind in ("how", "what"))
    return regex.compile(rf"(?P<name>\p{{Han}}{{2,30}}?)(?P<value>(?:{how})+(?:{what})了?)$")


def _is_name(text: str) -> bool:
    """At least two ideographs, and no year or number at its end."""
    return len(regex.findall(r"\p{Han}", text)) > 1 and not regex.search(r"\d$", text)
