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
    """Code → its name in English and Chinese; of an issue and a rule by `issue.` and `rule.` too.

    A flag may have the code of an issue or of a rule, and another name.

    >>> code_names()["row_failed"], code_names()["damaged"]
    (('Row not read', '指标行未能读取'), ('damaged', '已损坏'))
    >>> code_names()["print_unread"][1], code_names()["issue.print_unread"][1]
    ('旁有未读文字', '印出而未读出')
    """
    rules = {rule.id: (rule.title, rule.title_zh) for rule in RULES}
    issues = {code.value: in_both(kind.title) for code, kind in catalogue().items()}
    of_rules = {f"rule.{each}": both for each, both in rules.items()}
    of_issues = {f"issue.{each}": both for each, both in issues.items()}
    return MappingProxyType(rules | issues | dict(names()) | of_rules | of_issues)


def issue_titles() -> Mapping[str, str]:
    """The titles of issues, English → Chinese."""
    return dict(in_both(kind.title) for kind in catalogue().values())


def in_both(title: str) -> tuple[str, str]:
    """A title such as `Row not read (指标行未能读取)` in its two languages; any other as it is.

    >>> in_both("observation (观察项)"), in_both("财预〔2021〕101号")
    (('observation', '观察项'), ('财预〔2021〕101号', '财预〔2021〕101号'))
    """
    english, _, chinese = title.partition(" (")
    return english, chinese.removesuffix(")") or english
