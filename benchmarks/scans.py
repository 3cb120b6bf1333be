"""Scans against the page that they were made of: `python -m benchmarks.scans [LAYOUT…]`.

Rows that say the same, wrong numbers that are published as sure, doubts that were needless, CPU and
memory a page. It needs the extra [ocr] and a Chinese font; chance is seeded unlike the tests'.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence

from extract.model import Source
from normalize.documents import Records
from normalize.records import IndicatorRecord
from pipeline import read_source
from samples.layouts.dress import file
from samples.layouts.publications import layouts
from samples.scans import LOOKS, Look, scanned

_TARGET = ("value_raw", "operator_cell_raw", "unit_cell_raw", "number", "operator", "unit")
_ROW = ("level1_text", "level2_text", "name", *_TARGET)
_SEED = 7


def main(chosen: Sequence[str]) -> None:
    print(
        "| look | rows | right | wrong and sure | wrong, in doubt | needless doubt | CPU s a page |"
    )
    print("|---|---|---|---|---|---|---|")
    for look in LOOKS:
        counts: Counter[str] = Counter()
        spent = 0.0
        for layout in chosen:
            born = file(layout, "clean", "pdf", "strokes").data
            scan = scanned(born, look, seed=_SEED)
            start = time.process_time()
            records = _read(scan)
            spent += time.process_time() - start
            counts["pages"] += records.document.pages or 1
            _compare(_read(born), records, counts)
        _print(look, counts, spent)
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _read(data: bytes) -> Records:
    return read_source(Source(name="x.pdf", data=data, sha256="0" * 64))


def _compare(born: Records, scan: Records, counts: Counter[str]) -> None:
    """Count rows of a scan by what became of them."""
    left = list(scan.indicators)
    counts["rows"] += len(born.indicators)
    missed = []
    for row in born.indicators:
        same = next((x for x in left if _says(x, _ROW) == _says(row, _ROW)), None)
        if same is None:
            missed.append(row)
            continue
        left.remove(same)
        counts["right"] += 1
        counts["numbers"] += same.number is not None
        counts["needless"] += same.number is not None and "ocr_doubtful" in same.flags
    for row in missed:
        alike = next((x for x in left if x.name == row.name), None)
        if alike is not None:
            left.remove(alike)
            wrong = _says(alike, _TARGET) != _says(row, _TARGET)
            counts["sure" if alike.confidence == "high" else "doubted"] += wrong
    counts["sure"] += sum(x.confidence == "high" and x.number is not None for x in left)


def _says(row: IndicatorRecord, fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in fields)


def _print(look: Look, counts: Counter[str], spent: float) -> None:
    needless = counts["needless"] / max(counts["numbers"], 1)
    print(
        f"| {look.name} | {counts['rows']} | {counts['right']} | {counts['sure']} | "
        f"{counts['doubted']} | {needless:.0%} | {spent / max(counts['pages'], 1):.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:] or layouts())
