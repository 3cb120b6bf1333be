"""Scans against the page that they were made of: `python -m benchmarks.scans [LAYOUT…]`.

Each look is put on some of the layouts, other ones for the next look, so that a run of all looks
meets every layout in some ten minutes; `--sample 0` puts each look on all of them.

Cells and rows that say the same, wrong numbers that are published as sure, doubts that were
needless, CPU and memory a page; beside them Tesseract and img2table, where they are installed.
`--looks A,B` takes some looks only, `--alone` this reader only, `--wrong` prints what was wrong and
sure, `--given FOLDER` takes scans with the truth beside them (`NAME.pdf`, `NAME.truth.json`:
cells). It needs the extra [ocr] and a Chinese font; chance is seeded unlike the tests'.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scans_compared import Read, cells_of, counted, plain, right_cells, wrong_and_sure
from benchmarks.scans_others import contenders, missing
from extract.document import document_of, words_of_families
from extract.model import Refused, Source
from extract.readers import read
from normalize.documents import normalize_document, normalize_refusal
from samples.layouts.dress import file
from samples.layouts.publications import layouts
from samples.scans import LOOKS, Look, scanned

_SEED = 7
_SAMPLE = 4
"""Layouts on which each look is put."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A file as it was read, what that cost, and the most memory of the process, in MB."""

    read: Read
    cpu: float
    memory: int


def ours(path: Path) -> Read:
    """The cells and the records that this program makes of a file."""
    source = Source(name=path.name, data=path.read_bytes(), sha256="0" * 64)
    try:
        reading = read(source, gate=words_of_families())
    except Refused as refusal:
        return Read({}, normalize_refusal(source, refusal, ()))
    return Read(cells_of(reading.grids), normalize_document(source, document_of(reading)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layouts", nargs="*", default=layouts())
    parser.add_argument("--looks", default="")
    parser.add_argument("--sample", type=int, default=_SAMPLE)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--given", type=Path)
    parser.add_argument("--fonts", type=Path)
    chosen = parser.parse_args()
    readers: dict[str, Callable[[Path], Read]] = {"jixiao": ours}
    if not chosen.alone:
        readers |= contenders()
    for name, why in missing().items():
        print(f"{name} is left out: {why}")
    if chosen.given:
        _given(chosen.given, readers)
        return
    looks = [x for x in LOOKS if not chosen.looks or x.name in chosen.looks.split(",")]
    print(
        "| look | reader | right cells | right rows | wrong and sure | wrong, in doubt | missed "
        "| needless doubt | wrong amounts | CPU s a page | MB |\n" + "|---" * 11 + "|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for n, look in enumerate(looks):
            taken = _sampled(chosen.layouts, n, chosen.sample)
            drawn = list(_drawn(Path(folder), taken, look, chosen.fonts))
            for name, reader in readers.items():
                _compare(look.name, name, reader, drawn, chosen.wrong)


def _sampled(chosen: Sequence[str], n: int, count: int) -> list[str]:
    """The layouts of the nth look: one after the other in turn, all where `count` is 0."""
    few = min(count or len(chosen), len(chosen))
    return [chosen[(n * few + k) % len(chosen)] for k in range(few)]


def _drawn(
    folder: Path, chosen: Sequence[str], look: Look, fonts: Path | None
) -> Iterator[tuple[Path, Path]]:
    """Each layout as it was born, and as a scan."""
    for layout in chosen:
        born, scan = folder / f"{layout}.pdf", folder / f"{layout} {look.name}.pdf"
        data = file(layout, "clean", "pdf", "strokes").data
        born.write_bytes(data)
        scan.write_bytes(scanned(data, look, seed=_SEED, fonts=fonts))
        yield born, scan


def _measured(reader: Callable[[Path], Read], path: Path) -> _Measured:
    start = time.process_time() + _children()
    found = reader(path)
    memory = max(resource.getrusage(who).ru_maxrss for who in _WHO) // 1024
    return _Measured(found, time.process_time() + _children() - start, memory)


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _compare(
    look: str,
    name: str,
    reader: Callable[[Path], Read],
    drawn: Sequence[tuple[Path, Path]],
    wrong: bool,
) -> None:
    counts: Counter[str] = Counter()
    spent, memory = 0.0, 0
    # A process of its own: its memory is that of reading alone.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        for born, scan in drawn:
            truth = ours(born)
            found = process.submit(_measured, reader, scan).result()
            spent, memory = spent + found.cpu, max(memory, found.memory)
            counts["cells"] += len(truth.cells)
            counts["right_cells"] += right_cells(truth.cells, found.read)
            assert truth.records is not None
            counts["pages"] += truth.records.document.pages or 1
            if found.read.records is not None:
                counts += counted(truth.records, found.read.records)
                if wrong:
                    for each in wrong_and_sure(truth.records, found.read.records):
                        print(f"  {scan.stem}: {each}")
    _print(look, name, counts, spent, memory)


def _print(look: str, name: str, counts: Counter[str], spent: float, memory: int) -> None:
    cells = f"{counts['right_cells'] / max(counts['cells'], 1):.1%} of {counts['cells']}"
    rows = ["–"] * 6
    if counts["rows"]:
        needless = counts["needless"] / max(counts["numbers"], 1)
        rows = [
            f"{counts['right'] / counts['rows']:.1%} of {counts['rows']}",
            f"{counts['sure']}",
            f"{counts['doubted']}",
            f"{counts['missed']}",
            f"{needless:.0%} of {counts['numbers']}",
            f"{counts['amounts_wrong']} of {counts['amounts']}",
        ]
    row = (look, name, cells, *rows, f"{spent / max(counts['pages'], 1):.1f}", str(memory))
    print(f"| {' | '.join(row)} |", flush=True)


def _given(folder: Path, readers: dict[str, Callable[[Path], Read]]) -> None:
    """Scans of others, with the cells that are printed on them."""
    print("| scan | reader | right cells | CPU s |\n|---|---|---|---|")
    for path in sorted(folder.glob("*.truth.json")):
        scan = path.with_name(path.name.replace(".truth.json", ".pdf"))
        tables = json.loads(path.read_text("utf-8"))
        cells = (plain(cell["text"]) for table in tables for cell in table["cells"])
        wanted = Counter(filter(None, cells))
        for name, reader in readers.items():
            found = _measured(reader, scan)
            left = Counter(found.read.cells.values())
            right = sum((wanted & left).values())
            if found.read.text:
                right = sum(n for text, n in wanted.items() if text in found.read.text)
            print(f"| {scan.stem} | {name} | {right} of {wanted.total()} | {found.cpu:.1f} |")


if __name__ == "__main__":
    main()
