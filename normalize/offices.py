"""Codes beside names: 916-某镇, [015001]某县教育局, 教育部 105, [511723240001]某项目."""

from __future__ import annotations

import regex

_CODE = r"(?P<code>\d{3,12})"
_SUPERVISORS = tuple(
    map(
        regex.compile,
        (
            rf"[\[(（【]\s*{_CODE}\s*[\])）】]\s*[-—–－_:：]?\s*(?P<name>\D.*)",
            rf"{_CODE}\s*[-—–－_:：、]?\s*(?P<name>[^\d\-—–－_:：、\s].*)",
            rf"(?P<name>\D.*?)\s*[\[(（【]\s*{_CODE}\s*[\])）】]",
            rf"(?P<name>\D.*?)(?:\s+|\s*[-—–－_:：]\s*){_CODE}",
            rf"{_CODE}(?P<name>)",
        ),
    )
)
"""A supervisor's code before or behind its name: bracketed, dashed, after a space, or alone."""
_ASKED = ("编码", "代码", "编号")
"""What a label asks for where a bare number before a name is the office's code."""
_SET_OFF = regex.compile(
    r"[\[(（【]\s*\d|\d\s*[-—–－_:：、]|[-—–－_:：]\s*\d|\d\s*[\])）】]$|^\d{6,}"
)
"""What sets a code off from a name: brackets, a dash, a colon, or its length."""

_PROJECT = r"(?P<code>(?=\d{4})[0-9A-Z]{9,32})"
_LETTERED = r"(?P<code>[A-Z]{1,6}[-—–－_]?(?=\d{4})[0-9A-Z][-—–－_0-9A-Z]{4,28}\d)"
"""Letters before the year, dashes between; only a bracket tells it from a name: XM2020-0417."""
_PROJECTS = tuple(
    map(
        regex.compile,
        (
            rf"[\[(（【]\s*(?:{_PROJECT}|{_LETTERED})\s*[\])）】]\s*[-—–－_:：]?\s*(?P<name>\S.*)",
            r"[\[【]\s*(?P<code>\d{5,8})\s*[\]】]\s*[-—–－_:：]?\s*(?P<name>\p{Han}.*)",
            rf"{_PROJECT}\s*[-—–－_:：、]?\s*(?P<name>\p{{Han}}.*)",
            rf"(?P<name>.*\p{{Han}}[^\[(（【]*?)\s*[\[(（【]\s*{_PROJECT}\s*[\])）】]",
            rf"(?P<name>.*\p{{Han}})\s*[-—–－_:：\s]\s*{_PROJECT}",
        ),
    )
)
"""A project's code before or behind its name: longer than years and numbers of names."""


def split_project(text: str | None) -> tuple[str | None, str | None]:
    """项目名称及编码, printed in one cell, as code and name.

    >>> split_project("[511723240001]某县道路养护"), split_project("51072524T000011-村道维护")
    (('511723240001', '某县道路养护'), ('51072524T000011', '村道维护'))
    >>> split_project("[XM2020-0417]实训基地建设"), split_project("（G318线）养护")
    (('XM2020-0417', '实训基地建设'), (None, '（G318线）养护'))
    >>> split_project("[170013]监测网运行"), split_project("[2024]村道维护")
    (('170013', '监测网运行'), (None, '[2024]村道维护'))
    >>> split_project("2024年村道维护"), split_project("村道维护（330102110005）")
    ((None, '2024年村道维护'), ('330102110005', '村道维护'))
    """
    printed = (text or "").strip()
    matches = (pattern.fullmatch(printed) for pattern in _PROJECTS)
    match = next(filter(None, matches), None)
    return (match["code"], match["name"].strip()) if match else (None, text)


def split_supervisor(text: str | None) -> tuple[str | None, str | None]:
    """主管部门及代码, printed in one cell, as code and name.

    >>> split_supervisor("916-某区某镇人民政府"), split_supervisor("（105）教育部")
    (('916', '某区某镇人民政府'), ('105', '教育部'))
    >>> split_supervisor("教育部 105"), split_supervisor("某县教育局[015001]")
    (('105', '教育部'), ('015001', '某县教育局'))
    >>> split_supervisor("某县教育局"), split_supervisor("155"), split_supervisor(None)
    ((None, '某县教育局'), ('155', None), (None, None))
    """
    printed = (text or "").strip()
    matches = (pattern.fullmatch(printed) for pattern in _SUPERVISORS)
    match = next(filter(None, matches), None)
    return (match["code"], match["name"].strip() or None) if match else (None, text)


def split_office(text: str | None, label: str = "") -> tuple[str | None, str | None]:
    """An office as code and name, where marks, length or its label tell the code.

    A number that begins a name stays its own: 120急救中心.

    >>> split_office("301-某街道办事处"), split_office("302001 某局", "单位编码及名称")
    (('301', '某街道办事处'), ('302001', '某局'))
    >>> split_office("120急救中心"), split_office("某县人民医院")
    ((None, '120急救中心'), (None, '某县人民医院'))
    """
    code, name = split_supervisor(text)
    told = any(word in label for word in _ASKED) or bool(_SET_OFF.search((text or "").strip()))
    return (code, name) if code and name and told else (None, text)
