"""Lines that are nothing but the number of their page."""

from __future__ import annotations

import regex

from extract.words.text import key

_NUMBER = regex.compile(
    r"第?[-—–―~·.]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–―~·.]*页?(?:(?:/|共|,共|，共)\d{1,4}页?)?"
)


def is_page_number(text: str) -> bool:
    """Is a line nothing but a page number?

    >>> [is_page_number(t) for t in ("18", "- 3 -", "第 2 页 共 45 页", "（2024年度）", "2.4")]
    [True, True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(key(text)))
