"""What the codes of the data are called, in both languages: statuses, flags, rules, issues."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from normalize.issues import catalogue
from reconcile import RULES
from say import names


@cache
def code_names() -> Mapping[str, tuple[str, str]]:
    """Code → its name in English and Chinese.

    >>> code_names()["row_failed"], code_names()["damaged"]
    (('Row not read', '指标行未能读取'), ('damaged', '已损坏'))
    """
    rules = {rule.id: (rule.title, rule.title_zh) for rule in RULES}
    issues = {code.value: _both(kind.title) for code, kind in catalogue().items()}
    return MappingProxyType(rules | issues | dict(names()))


def issue_titles() -> Mapping[str, str]:
    """The titles of issues, English → Chinese."""
    return dict(_both(kind.title) for kind in catalogue().values())


def _both(title: str) -> tuple[str, str]:
    """A title such as `Row not read (指标行未能读取)` in its two languages."""
    english, _, chinese = title.partition(" (")
    return english, chinese.removesuffix(")") or english
