"""How far the numbers of the PDF reader may be off: `python -m benchmarks.margins [NAME…]`.

Each number is made smaller and larger, step by step, until a PDF of this repository is read
otherwise (its grids, or the codes of its issues). Printed is the range without a difference: a
number near an end of it is tuned, one in the middle of a wide range is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from extract import Refused, load
from extract.model import Source
from extract.readers.pdf import PDF

ROOT = Path(__file__).parent.parent
FACTORS = (1.1, 1.25, 1.5, 2.0, 3.0)
NUMBERS = (
    *("ruled.rules.THIN", "ruled.rules.SNAP", "ruled.rules.GAP", "ruled.rules.DASH"),
    *("ruled.crossings.OVERRUN", "ruled.crossings.SHORT", "ruled.crossings.BAND"),
    *("ruled.tables.SLIVER", "ruled.table_of_character.HANG", "ruled.table_of_character._THROUGH"),
    *("ruled.unparted_rows._LEVEL", "ruled.unparted_rows._LOOSE", "ruled.unparted_rows._FULL"),
    *("print.lines._GAP", "print.lines._HAN_GAP", "print.lines._SHUT", "print.lines._RAISED"),
    *("print.joined._FULL", "print.joined._WIDE", "print.joined._PAD"),
    *("print.marks._REACH", "headings.MARGIN", "headings._FULL"),
    *("unruled.printed_lines._APART", "unruled.white_between._COLUMN"),
    *("unruled.white_between._ROOM", "engines.pdfium_runs.BLANK"),
)


def files() -> list[Source]:
    found = [*ROOT.glob("tests/extract/pdf/printed/*.pdf"), *ROOT.glob("tests/cases/*/source.pdf")]
    return [load(path) for path in sorted([*found, *ROOT.glob("data/raw/*/*.pdf")])]


def read(source: Source) -> object:
    try:
        reading = PDF.read(source, gate=True)
    except Refused as refused:
        return refused.reason
    return reading.grids, [issue.code for issue in reading.issues]


def holders(name: str) -> Iterator[tuple[object, str]]:
    """The module of a number, and those that have taken it over by name."""
    module, _, number = f"extract.readers.pdf.{name}".rpartition(".")
    value = getattr(import_module(module), number)
    ours = [each for name, each in sys.modules.items() if name.startswith("extract.readers.pdf")]
    for each in ours:
        taken_over = not number.startswith("_") and getattr(each, number, None) is value
        if each.__name__ == module or taken_over:
            yield each, number


def alike(name: str, value: float, sources: list[Source], before: list[object]) -> bool:
    places = list(holders(name))
    kept = getattr(*places[0])
    for module, number in places:
        setattr(module, number, value)
    try:
        return all(read(each) == was for each, was in zip(sources, before, strict=True))
    finally:
        for module, number in places:
            setattr(module, number, kept)


def main(names: tuple[str, ...]) -> None:
    sources = files()
    before = [read(each) for each in sources]
    print(f"{len(sources)} files; the number, and from where to where nothing is read otherwise")
    for name in names:
        value = getattr(*next(holders(name)))
        ends = []
        for factors in ([1 / f for f in FACTORS], FACTORS):
            good = 1.0
            for factor in factors:
                if not alike(name, value * factor, sources, before):
                    break
                good = factor
            ends.append(value * good)
        print(f"{name:36} {value:6g}  {ends[0]:7.3g} to {ends[1]:6.3g}", flush=True)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or NUMBERS)
