"""The lines of a page's raw text cut where white parts them, at the price of a box a space."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import regex

from extract.readers.pdf.engines.pdfium_calls import (
    address,
    box_of,
    origin,
    reference,
    references,
)
from extract.readers.pdf.engines.pdfium_places import turn_of

_APART = 0.5
"""Ems of white that may part two texts: less than what parts the cells of a line."""
_BESIDE = 0.5
"""Ems by which the baselines of texts beside each other may differ: more than those of one line."""
_WORD = regex.compile(r"\S+")


def parted_lines(text_page: Any, text: Sequence[str]) -> Iterator[list[str] | None]:
    """The lines of a page, each as the texts that white parts; in doubt two texts are apart.

    `text`: the page's characters, one to an index. PDFium gives a space for all white that could
    part two cells. Lines that stand beside each other come together once more, at the end. None
    is a line that is not printed upright: how it lies beside others is not told.
    """
    printed = text if isinstance(text, str) else "".join(char[:1] or "\ufffd" for char in text)
    page = reference(address(text_page))
    point = (ctypes.c_double * 2)()
    to_point = references(point)
    lines: list[tuple[float, float, list[str]]] = []
    end = 0
    for line in printed.splitlines(keepends=True):
        start, end = end, end + len(line)
        texts = line.split()
        if not texts:
            continue
        first = start + line.index(texts[0])
        if turn_of(page, first):
            yield None
            continue
        if len(texts) > 1:
            texts = texts[:1]
            for before, word in pairwise(_WORD.finditer(line)):
                if _apart(page, start + before.end() - 1, start + word.start()):
                    texts.append(word[0])
                else:
                    texts[-1] += " " + word[0]
        yield texts
        origin(page, first, *to_point)
        lines.append((point[1], _height(page, first), texts))
    yield from _beside_each_other(lines)


def _beside_each_other(lines: list[tuple[float, float, list[str]]]) -> Iterator[list[str]]:
    """The texts of lines on one baseline, of several together; each has its baseline and its em."""
    found: list[list[list[str]]] = []
    last = 0.0
    for baseline, em, texts in sorted(lines, key=lambda line: line[0]):
        if found and baseline - last < _BESIDE * em:
            found[-1].append(texts)
        else:
            found.append([texts])
        last = baseline
    return (list(chain.from_iterable(each)) for each in found if len(each) > 1)


def _apart(page: Any, before: int, after: int) -> bool:
    """May the character at one index end a cell, and that at another begin the next one?"""
    _, top, right, bottom = box_of(page, before)
    left, other_top, other_right, other_bottom = box_of(page, after)
    em = top - bottom
    if em <= 0 or other_right <= left or other_top <= bottom or other_bottom >= top:
        return True
    return not -em < left - right < _APART * em


def _height(page: Any, index: int) -> float:
    """The em of a character."""
    _, top, _, bottom = box_of(page, index)
    return top - bottom
