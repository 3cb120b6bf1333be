"""CPU, memory and correctness of the PDF reader: `python -m benchmarks.pdf [--icdar DIR] [FILE…]`.

Budget books of 200 pages, a fifth of them with forms, are drawn and printed; each contender reads
them in turn, round by round, in a process of its own, so that a slow spell of the machine hits all
alike. Counted is CPU time after everything is imported and warm, the best of the rounds; the floor
is PDFium's raw text of every page. Files named on the command line are timed too, without figures
of correctness; a folder with the ICDAR 2013 tables is scored as the competition was.

Contenders that are not installed are left out: camelot-py, pymupdf (AGPL), tablers. These run in
the first round only.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import nan
from pathlib import Path

from benchmarks import icdar
from benchmarks.pdf_books import STYLES, books
from benchmarks.pdf_contenders import CONTENDERS, PEERS, Found, Row, Table, version
from samples.writers.pdf import write_pdf
from samples.writers.pdf_forms import ProjectForm, made_up, sheet

ROUNDS = 3
FLOOR, SLOW = "PDFium raw text (floor)", "pdfplumber extract_tables"
OURS = (FLOOR, "Jixiao, file to records")
HEAD = "reader | CPU s | × floor | × faster than pdfplumber | {} | MB"


@dataclass(slots=True)
class Measured:
    """What a contender's runs over a file came to."""

    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0
    found: Found = field(default_factory=Found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="further PDFs to time")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pages", type=int, default=200, help="of each book; 0 for no books")
    parser.add_argument("--no-peers", action="store_true", help="leave the slow contenders out")
    parser.add_argument("--alone", action="store_true", help="Jixiao and its floor, nobody else")
    parser.add_argument("--icdar", type=Path, help="folder of NAME.pdf beside NAME-str.xml")
    parser.add_argument("--run", nargs=2, metavar=("CONTENDER", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        _run_here(asked.run[0], Path(asked.run[1]))
        return
    peers = not asked.no_peers
    print(platform.platform(), "Python", platform.python_version())
    print({package: version(package) for package, _ in CONTENDERS.values()})
    with tempfile.TemporaryDirectory() as folder:
        for book in books(Path(folder), asked.pages) if asked.pages else ():
            _title(f"{book.name}: {len(book.forms)} forms", "cells right | rows right")
            show(
                measure(book.path, asked.rounds, peers=peers, alone=asked.alone),
                lambda found, b=book: right(found, b.forms),
            )
    for path in asked.files:
        _title(path.name, "tables")
        runs = measure(path, asked.rounds, peers=peers, alone=asked.alone)
        show(runs, lambda found: str(len(found.tables) or "–"))
    if asked.icdar:
        competition(asked.icdar)


def measure(path: Path, rounds: int, *, peers: bool, alone: bool = False) -> dict[str, Measured]:
    """Run every contender over a file, in turn."""
    names = [name for name, (package, _) in CONTENDERS.items() if version(package)]
    names = [name for name in names if not alone or name in OURS]
    results = {name: Measured() for name in names}
    for again in range(rounds):
        for name in names:
            if name in PEERS and (again or not peers):
                continue
            cpu, peak, found = _one_run(name, path)
            results[name].cpu.append(cpu)
            results[name].peak = max(results[name].peak, peak)
            results[name].found = found
    return {name: run for name, run in results.items() if run.cpu}


def show(results: dict[str, Measured], figures: Callable[[Found], str]) -> None:
    base = min(results[FLOOR].cpu)
    slow = min(results[SLOW].cpu) if SLOW in results else nan
    for name, run in results.items():
        best = min(run.cpu)
        told = figures(run.found)
        print(
            f"| {name} | {best:.2f} | {best / base:.2f} | {slow / best:.1f} "
            f"| {told} | {run.peak:.0f} |"
        )


def right(found: Found, forms: Sequence[ProjectForm]) -> str:
    """Shares of the drawn cells and of the drawn rows that were found.

    A row of a table that knows nothing of levels is taken with its level cells filled down.
    """
    cells = Counter(squeeze(spot.text) for form in forms for spot in sheet(form).spots)
    seen = Counter(squeeze(cell[0]) for table in found.tables for cell in table)
    rows = {tuple(map(squeeze, row)) for form in forms for row in form.rows}
    given = [row for table in found.tables for row in filled(table)]
    if found.rows is not None:
        given = [tuple(map(squeeze, row)) for row in found.rows]
    if found.rows is None and not found.tables:
        return "– | –"
    share = f"{(cells & seen).total() / cells.total():.4f}" if found.tables else "–"
    return f"{share} | {len(rows & set(given)) / len(rows):.4f}"


def filled(table: Table) -> list[Row]:
    """The rows of a table, merged cells given to each row they span, the first column left out."""
    texts: dict[int, list[str]] = {}
    for text, row, col, tall, _ in sorted(table, key=lambda cell: cell[2]):
        for each in range(row, row + tall) if col else ():
            if text:
                texts.setdefault(each, []).append(squeeze(text))
    return [tuple(row) for row in texts.values()]


def competition(folder: Path) -> None:
    """Score every contender on the tables of a competition."""
    sums: dict[str, icdar.Score] = {}
    spent: Counter[str] = Counter()
    for path, wanted in icdar.cases(folder):
        for name, run in measure(path, 1, peers=True).items():
            sums[name] = sums.get(name, icdar.Score()) + icdar.score(wanted, run.found.tables)
            spent[name] += run.cpu[0]
    print("\nICDAR 2013\n| reader | CPU s | precision | recall | F1 |\n|---|---|---|---|---|")
    for name, total in sums.items():
        if total.found:
            precision, recall = total.right / total.found, total.right / total.wanted
            print(
                f"| {name} | {spent[name]:.2f} | {precision:.3f} | {recall:.3f} | {total.f1:.3f} |"
            )


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _one_run(name: str, path: Path) -> tuple[float, float, Found]:
    """CPU seconds, peak memory in MB and findings of one contender, in a process of its own."""
    done = subprocess.run(  # noqa: S603 -- this very file
        [sys.executable, "-m", "benchmarks.pdf", "--run", name, str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    cpu, peak, tables, rows = json.loads(done.stdout.splitlines()[-1])
    return cpu, peak, Found(tables, rows)


def _run_here(name: str, path: Path) -> None:
    reader = CONTENDERS[name][1]
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.pdf"
        warm.write_bytes(write_pdf([sheet(made_up(1))], STYLES[0]))
        reader(warm)
    begin = time.process_time()
    found = reader(path)
    cpu = time.process_time() - begin
    print(json.dumps([cpu, _peak(), found.tables, found.rows]))


def _peak() -> float:
    """The most memory this process has held, in MB.

    Linux hands the figure of getrusage on from the parent process, so its own is asked first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+)", status.read_text())
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _title(name: str, figures: str) -> None:
    head = HEAD.format(figures)
    print(f"\n{name}\n| {head} |\n|{'---|' * (head.count('|') + 1)}", flush=True)


if __name__ == "__main__":
    main()
