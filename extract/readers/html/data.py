"""pages.toml: the words and names that the HTML reader goes by."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Shell:
    """A kind of page without content: words that tell it, and what a person can do."""

    words: tuple[str, ...]
    advice: str


@cache
def _tables() -> dict[str, Any]:
    text = Path(__file__).parent.joinpath("pages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def names(section: str, entry: str) -> tuple[str, ...]:
    """One list of pages.toml.

    >>> names("attachments", "extensions")[0]
    'pdf'
    """
    return tuple(_tables()[section][entry])


@cache
def shells() -> tuple[Shell, ...]:
    """The kinds of pages without content, in the order in which they are tried."""
    return tuple(Shell(tuple(each["words"]), each["advice"]) for each in _tables()["shells"])
