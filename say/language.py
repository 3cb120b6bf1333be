"""The language that a person is spoken to: as asked, as environment or locale say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextvars import ContextVar
from enum import StrEnum

from say.catalogue import chinese

ENVIRONMENT = "JIXIAO_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """The languages that the program speaks."""

    EN = "en"
    ZH = "zh"


_CHOSEN: ContextVar[Language] = ContextVar("language", default=Language.EN)
_ASKED: ContextVar[bool] = ContextVar("asked", default=False)
"""Has a person asked for the language, by an option or by JIXIAO_LANG?"""


def use(language: Language, *, asked: bool = True) -> None:
    """Speak this language from now on."""
    _CHOSEN.set(language)
    _ASKED.set(asked)


def settle(language: Language) -> None:
    """Speak the language of a file of settings, unless a person has asked for one."""
    if not _ASKED.get():
        _CHOSEN.set(language)


def spoken() -> Language:
    """The language that is spoken now."""
    return _CHOSEN.get()


def chosen(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the environment asks for: JIXIAO_LANG, else the locale; else English.

    >>> chosen({"LANG": "zh_CN.UTF-8"}), chosen({"LANG": "zh_CN.UTF-8", "JIXIAO_LANG": "en"})
    (<Language.ZH: 'zh'>, <Language.EN: 'en'>)
    >>> chosen({"LC_ALL": "C", "LANG": "zh_CN"})
    <Language.EN: 'en'>
    """
    asked = environment.get(ENVIRONMENT, "").strip().lower()
    if asked[:2] in set(Language):
        return Language(asked[:2])
    locale = next((value for name in _LOCALE if (value := environment.get(name))), "")
    return Language.ZH if locale.lower().startswith("zh") else Language.EN


def told(text: str, pieces: str = "") -> str:
    """A sentence, or a piece of a section, in the language that is spoken; else it stays as it is.

    What stands before and behind it, spaces and ends of lines, stays too.
    """
    if spoken() is Language.EN:
        return text
    bare = text.strip()
    return text.replace(bare, chinese(bare, pieces), 1) if bare else text
