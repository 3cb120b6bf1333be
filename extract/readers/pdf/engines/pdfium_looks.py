"""Where the print of a page changes its look: texts that may be unseen, among all others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from itertools import repeat
from typing import Any

from extract.readers.pdf.engines.pdfium_calls import text_object


class Looks:
    """The characters of a page in stretches: each text that may be unseen is one by itself, and all
    others between two of these are one.

    White padding stands right behind black print, on its baseline and as high: nothing but the text
    that it belongs to tells them apart.
    """

    def __init__(self, page: Any, count: int, doubtful: Collection[int]) -> None:
        """`page`: a reference to a text page of `count` characters; `doubtful`: the text objects
        that may be unseen, of most pages none.
        """
        self._begins, self._texts = [0], [0]
        items = map(text_object, repeat(page), range(count)) if doubtful else ()
        for index, item in enumerate(items):
            text = item if item in doubtful else 0
            if item and text != self._texts[-1]:  # what PDFium made up looks as what is before it
                self._begins.append(index)
                self._texts.append(text)

    def at(self, index: int, count: int) -> tuple[int, int]:
        """Which doubtful text a character is of, or 0, and at which index of `count` another look
        begins.
        """
        n = bisect_right(self._begins, index)
        return self._texts[n - 1], self._begins[n] if n < len(self._begins) else count
