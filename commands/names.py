"""What codes of the data are called for the person who reads them: in English as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.model import Code
from look.code_names import code_names
from normalize.issues import message_of
from normalize.records import IssueRecord
from say import Language, spoken, told


def called(code: str | None, of: str = "") -> str:
    """A code by its name where Chinese is spoken: a status, reason, kind, flag; `of` rule or issue.

    A flag may have the code of an issue or a rule.
    """
    if code is None or spoken() is Language.EN:
        return code or ""
    both = code_names().get(f"{of}.{code}" if of else code)
    return both[1] if both else code


def table_called(kind: str) -> str:
    """A kind of budget table by its name where Chinese is spoken; a rule may have the same code."""
    return kind if spoken() is Language.EN else called(f"table_{kind}")


def field(name: str) -> str:
    """A typed field by its name where Chinese is spoken."""
    return name if spoken() is Language.EN else called(f"of_{name}")


def colon() -> str:
    """What parts a name from what it names."""
    return ": " if spoken() is Language.EN else "："


def comma() -> str:
    """What parts the members of a list."""
    return ", " if spoken() is Language.EN else "，"


def listed(counts: Mapping[str, object], of: str = "") -> str:
    """Counts in one line, by the names of what is counted; `of` rule or issue."""
    return comma().join(f"{called(name, of)} {count}" for name, count in counts.items())


def passed(over: Iterable[str]) -> list[str]:
    """What was passed over in a folder, and why."""
    return [told(each, "passed") for each in over]


def what_issue_means(issue: IssueRecord) -> str:
    """The message of an issue in the language that is spoken."""
    if spoken() is Language.EN:
        return issue.message
    return message_of(Code(issue.code), issue.text, zh=True)
