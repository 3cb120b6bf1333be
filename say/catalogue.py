"""The sentences of the program (sentences.toml): name → [English, 中文], places as {0}, {1}.

`{0#}` in the English stands for a number, `{0!}` in the Chinese for what is itself a sentence, and
`{0!print}` for a piece out of the section `print`. Pieces (`sheet {0}`) are short, so that a text
of a document may look like one: they are known only where a sentence asks for their section.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import regex

_PLACE = regex.compile(r"\{(\d)(#|!(\w*))?\}")
_AROUND = regex.compile(r"\{\d(#?)\}")
_NUMBER = regex.compile(r"[\d.,%]+")
PIECES = frozenset({"print", "hidden", "seal", "note", "side", "passed", "counts", "legend"})
"""Sections of pieces: what a sentence tells in a place, nothing that is said by itself."""
_LONGEST = 4_000
"""Nothing that the program says is longer; a document's text may be."""


class CatalogueError(Exception):
    """Two sentences have one name, or one sentence has two; the message names them."""


class Said(NamedTuple):
    """A sentence by its name in the catalogue, and what it tells."""

    name: str
    told: tuple[str, ...]


@cache
def catalogue() -> Mapping[str, tuple[str, str]]:
    """Every sentence in both languages by `section.name`; CatalogueError where one stands twice."""
    text = Path(__file__).parent.joinpath("sentences.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    english: dict[tuple[str, str], str] = {}
    for section, sentences in tomllib.loads(text).items():
        for name, (en, zh) in sentences.items():
            whole = f"{section}.{name}"
            here = (section if section in PIECES else "", en)
            if english.setdefault(here, whole) != whole:
                raise CatalogueError(f"{whole} and {english[here]} are the same sentence: {en}")
            found[whole] = (en, zh)
    return MappingProxyType(found)


@cache
def names() -> Mapping[str, tuple[str, str]]:
    """What the codes of the data are called, in both languages.

    >>> names()["needs_ocr"]
    ('needs text recognition', '需文字识别')
    """
    text = Path(__file__).parent.joinpath("names.toml").read_text(encoding="utf-8")
    return MappingProxyType({code: (en, zh) for code, (en, zh) in tomllib.loads(text).items()})


def render(said: Said, *, zh: bool = False) -> str:
    """A sentence of the catalogue with what it tells.

    >>> render(Said("advice.picture_pages", ("12",)))
    'The picture has 12 pages: split it.'
    """
    en, chinese_ = catalogue()[said.name]
    return _filled(chinese_ if zh else en, said.told)


@lru_cache(maxsize=4096)
def sentence_of(text: str, pieces: str = "") -> Said | None:
    """The sentence of the catalogue that a text is, or the piece of a section; None if it is none.

    >>> sentence_of("The picture has 12 pages: split it.")
    Said(name='advice.picture_pages', told=('12',))
    >>> sentence_of("sheet 3"), sentence_of("sheet 3", "hidden")
    (None, Said(name='hidden.sheet', told=('3',)))
    """
    exact, templates = _by_text(pieces)
    if name := exact.get(text):
        return Said(name, ())
    if len(text) > _LONGEST:
        return None
    for parts, name in templates:
        if (told := _told(text, parts)) is not None:
            return Said(name, told)
    return None


def chinese(text: str, pieces: str = "") -> str:
    """A text in Chinese where it is a sentence, or a piece of a section; anything else as it is.

    >>> chinese("The picture has 12 pages: split it.")
    '图片共 12 页，请拆分。'
    >>> chinese("养护里程")
    '养护里程'
    """
    said = sentence_of(text, pieces)
    return text if said is None else render(said, zh=True)


def _filled(template: str, told: tuple[str, ...]) -> str:
    def put(match: regex.Match[str]) -> str:
        text = told[int(match[1])]
        return text if match[3] is None else chinese(text, match[3])

    return _PLACE.sub(put, template)


@cache
def _by_text(pieces: str) -> tuple[Mapping[str, str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Sentences without places by their text; the others by what stands around their places.

    Those that begin most literally come first, then those that are most literal in all.
    """
    exact: dict[str, str] = {}
    templates: list[tuple[tuple[str, ...], str]] = []
    for name, (en, _) in catalogue().items():
        section = name.partition(".")[0]
        if section != pieces if pieces else section in PIECES:
            continue
        parts = tuple(_AROUND.split(en))  # around the places, and between them whether # is there
        if len(parts) == 1:
            exact[en] = name
        else:
            templates.append((parts, name))
    templates.sort(key=lambda each: (-len(each[0][0]), -len("".join(each[0][::2])), each[1]))
    return exact, tuple(templates)


def _told(text: str, parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """What stands in the places of a template; None where the text is another one.

    Each place takes as little as it can: a text of a document, however made, costs its length.
    """
    around, numbers = parts[::2], parts[1::2]
    first, *middle, last = around
    at, end = len(first), len(text) - len(last)
    if at > end or not (text.startswith(first) and text.endswith(last)):
        return None
    told: list[str] = []
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return None
        told.append(text[at:found])
        at = found + len(part)
    told.append(text[at:end])
    fit = all(not kind or _NUMBER.fullmatch(each) for kind, each in zip(numbers, told, strict=True))
    return tuple(told) if fit else None
