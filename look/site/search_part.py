"""A part of what is searched: its texts once, the lines that have them, and what these belong to.

Counting needs the texts, and of each line whose it is; showing a find needs ids, numbers of rows
and capital letters too. So a part is two files, and whoever counts half a million rows reads the
first of each only. A text of many lines (`≥95%`, the name of a function) is searched once.
"""

from __future__ import annotations

from array import array
from enum import IntEnum
from pathlib import Path
from typing import Any

from look.site.files import write_comment, write_data
from look.site.one_byte import Alphabet, number_text

_TEXT, _FIELD = "\n", "\t"
"""Part texts, and what stands beside them: the code of no text has them."""
_PARTED = str.maketrans(dict.fromkeys(_TEXT + _FIELD, " "))
_MOST = 2000
"""Characters of a text that are searched."""


class Owner(IntEnum):
    """What the lines of a part belong to; static/search_part.js has the same numbers."""

    DOCUMENT = 0
    FORM = 1
    TABLE = 2


class Part:
    """Gathers lines, each of two texts, under their owners; the first line of each is its own."""

    def __init__(self) -> None:
        self.lines = 0
        self._texts: dict[str, int] = {"": 0}
        self._read = array("I")
        self._rows = array("I")
        self._cased: dict[int, list[str]] = {}
        self._owners: list[list[int]] = []
        self._heads: list[list[Any]] = []
        self._named: list[list[Any]] = []

    def document(self, head: list[Any]) -> None:
        """Begin a document: id, path, title, publisher."""
        self._heads.append(head)

    def owner(self, kind: Owner, year: int | None, office: int, number: int, name: str) -> None:
        """Begin what the next lines belong to: its year, the number of its department from 1.

        `number` is that of a form or table; `name` is shown above its rows.
        """
        self._owners.append([kind, year if year and year > 0 else 0, office, 0])
        self._named.append([len(self._heads) - 1, number, name])

    def line(self, row: int, first: str, second: str = "") -> None:
        """A line of the last owner: the number of a row, or 0, and two texts."""
        shown = [text[:_MOST].translate(_PARTED) for text in (first, second)]
        lower = [text.lower() for text in shown]
        self._read.extend(self._texts.setdefault(text, len(self._texts)) for text in lower)
        self._rows.append(row)
        if lower != shown:
            self._cased[self.lines] = shown
        self._owners[-1][-1] += 1
        self.lines += 1

    def write(self, site: Path, number: int, alphabet: Alphabet) -> list[str]:
        """Write both files; the texts that stand in them."""
        coded = [text.translate(alphabet) for text in self._texts]
        owners = (each for owner in self._owners for each in owner)
        numbers = (map(len, coded), self._read, owners)
        searched = (_TEXT.join(coded), *map(number_text, numbers))
        write_comment(site, f"search-{number}", _FIELD.join(searched))
        shown = {
            "documents": self._heads,
            "owners": self._named,
            "rows": number_text(self._rows),
            "cased": self._cased,
        }
        write_data(site, f"found-{number}", shown)
        return list(self._texts)
