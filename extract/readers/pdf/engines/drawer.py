"""A process that draws pages with real fonts, and nothing else: `python -m … [FOLDER OF FONTS]`.

Reading must not know which fonts a machine has, drawing must: a process does the one or the other.
Asked on its standard input, it answers on its standard output: lines of JSON, with as many bytes
of data behind each as it says.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium
import regex

from extract.readers.pdf.before.objects import readable
from extract.readers.pdf.engines import stand_in

_LONGEST = 5000
"""Pixels of the longer side: a page may claim to be as large as a house."""
_CJK = {128, 129, 134, 136}
"""PDFium's numbers of the Japanese, Korean and both Chinese character sets."""
_GB = 134
_LATIN = regex.compile(
    r"arial(?!.?unicode)|helvetica|times|courier|calibri|cambria|verdana|georgia|tahoma|symbol"
    r"|dingbats|wingdings|trebuchet|consolas|garamond|palatino|bookman|century|nimbus|liberation",
    flags=regex.IGNORECASE,
)
"""Names of fonts in whose place PDFium's own will do; any other may be one of Chinese."""
_MEMORY = 2 << 30
"""Address space of the process, in bytes: as much as a child has that reads (batch/task.py)."""


class Fonts:
    """The system's fonts, or those of a folder; `missing`: names that none was found for.

    In place of those, boxes are drawn.
    """

    def __init__(self, folder: str | None) -> None:
        self.missing: set[str] = set()
        if folder is not None:
            self._paths = (ctypes.c_char_p * 2)(folder.encode(errors="surrogateescape"), None)
            config = pdfium.FPDF_LIBRARY_CONFIG(version=2)
            config.m_pUserFontPaths = ctypes.cast(self._paths, type(config.m_pUserFontPaths))
            pdfium.FPDF_DestroyLibrary()  # it takes folders only when it starts
            pdfium.FPDF_InitLibraryWithConfig(config)
        self._system = pdfium.FPDF_GetDefaultSystemFontInfo()
        calls = {name: self._passing(name) for name in stand_in.CALLS}
        stand_in.give(calls | {"MapFont": self._map, "Release": lambda _this: None})

    def _passing(self, name: str) -> Any:
        """A call that goes on to the system's fonts, or to ours where it is about one of them."""
        system = getattr(self._system.contents, name)

        def call(this: Any, *arguments: Any) -> Any:
            if arguments and arguments[0] in _OURS:
                return stand_in.CALLS[name](this, *arguments)
            return system(self._system, *arguments)

        return call

    def _map(self, this: Any, weight: int, italic: int, charset: int, *more: Any) -> int:
        """A handle of the font for a name; 0 where PDFium shall take the Latin it brings along."""
        name = readable(ctypes.string_at(more[1]))
        chinese = charset in _CJK or _LATIN.search(name) is None
        for each in dict.fromkeys((charset, _GB) if chinese else (charset,)):
            found = self._system.contents.MapFont(self._system, weight, italic, each, *more)
            if found:
                return int(found)
        if not chinese:
            return 0
        self.missing.add(name)
        return int(stand_in.CALLS["MapFont"](this, weight, italic, charset, *more))


_OURS = set(stand_in.Style)


class _Desk:
    """Answers questions about the document that was opened last."""

    def __init__(self, questions: BinaryIO) -> None:
        self._questions = questions
        self._document: Any = None

    def answers(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        """An answer to each question, empty where there is none."""
        while line := self._questions.readline():
            try:
                yield self._answer(json.loads(line))
            except (pypdfium2.PdfiumError, IndexError, MemoryError, ValueError):
                yield {}, b""  # the page, or the document, cannot be drawn

    def _answer(self, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if "open" in asked:
            data = self._questions.read(asked["open"])
            if self._document is not None:
                self._document.close()
                self._document = None
            self._document = pypdfium2.PdfDocument(data)
            return {"pages": len(self._document)}, b""
        if "scale" not in asked:
            return {"size": self._document.get_page_size(asked["page"] - 1)}, b""
        page = self._document[asked["page"] - 1]
        try:
            scale = min(asked["scale"], _LONGEST / max(*page.get_size(), 1.0))
            drawn = page.render(scale=scale, grayscale=asked["grey"], may_draw_forms=False)
            picture = drawn.to_pil()
        finally:
            page.close()
        told = {"mode": picture.mode, "width": picture.width, "height": picture.height}
        return told, picture.tobytes()


def _confine() -> None:
    """What a hostile page wants costs nobody else anything, as far as the system has caps."""
    try:
        import resource  # noqa: PLC0415 -- Windows has none: the deadline of a page holds there
    except ImportError:
        return
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer until nobody asks any more."""
    _confine()
    fonts = Fonts(sys.argv[1] if len(sys.argv) > 1 else None)
    out = sys.stdout.buffer
    for told, data in _Desk(sys.stdin.buffer).answers():
        told |= {"bytes": len(data), "missing": sorted(fonts.missing)}
        out.write(json.dumps(told).encode() + b"\n" + data)
        out.flush()


if __name__ == "__main__":
    main()
