"""CPU and correctness of the PDF reader: `python -m benchmarks.pdf [--forms N] [FILE.pdf ...]`.

Books of 200 pages are drawn, a fifth of them with forms; each contender reads them in turn, round
by round, so that a slow spell of the machine hits all alike. The floor is PDFium's raw text of
every page. Files named on the command line are timed too, without figures of correctness.

Contenders that are not installed are left out: camelot, PyMuPDF, tablers.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from samples.writers.pdf import Sheet, Style, write_pdf
from samples.writers.pdf_forms import ProjectForm, made_up, sheet

PROSE = "按照预算编制的要求，结合工作实际，现将有关收支安排情况说明如下。" * 30
BOOKS = (
    Style(name="strokes"),
    Style(name="thin boxes", rules="thin_boxes"),
    Style(name="one object a character", glyph_by_glyph=True),
)
ROUNDS = 3
Rows = list[tuple[str, ...]]


def book(style: Style, seed: int, pages: int = 200) -> tuple[bytes, list[ProjectForm]]:
    """A budget book of about that many pages, a fifth of them with forms, and its forms."""
    forms, parts = [], []
    for n in range(pages // 5):
        form = made_up(seed * 1000 + n, rows=9, goal=2)
        forms.append(form)
        parts += [PROSE, PROSE, PROSE, _money(n), sheet(form, new_page=True)]
    return write_pdf(parts, style), forms


def _money(seed: int) -> Sheet:
    """A ruled page of amounts that is no form."""
    from samples.writers.pdf import Spot  # noqa: PLC0415 -- beside its only use

    spots = [
        Spot(t, 0, c) for c, t in enumerate(("科目编码", "科目", "合计", "基本支出", "项目支出"))
    ]
    for r in range(1, 25):
        amounts = (f"{2050000 + r}", "教育支出", *(f"{seed * r * k:,}.00" for k in (3, 2, 1)))
        spots += [Spot(t, r, c) for c, t in enumerate(amounts)]
    return Sheet(("支出预算表",), (80.0, 120.0, 80.0, 80.0, 80.0), tuple(spots), new_page=True)


# Contenders: file → rows of indicators (level 1, level 2, name, value, weight), spaces removed


def ours(path: Path) -> Rows:
    from extract import read_forms  # noqa: PLC0415 -- each contender is loaded when it runs

    return [
        tuple(squeeze(t) for t in (r.level1, r.level2, r.name, r.value, r.weight))
        for form in read_forms(path)
        for r in form.indicators
    ]


def records(path: Path) -> Rows:
    """The whole way, from the file to typed records."""
    from extract import load, read_document  # noqa: PLC0415
    from normalize import normalize_value  # noqa: PLC0415

    for form in read_document(load(path)).forms:
        for row in form.indicators:
            normalize_value(row.value, name=row.name, fiscal_year=form.fiscal_year)
    return []


def floor(path: Path) -> Rows:
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()
    return []


def pdfplumber(path: Path) -> Rows:
    import pdfplumber as plumber  # noqa: PLC0415

    found: Rows = []
    with plumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                found += _filled(table)
            page.close()
    return found


def pymupdf(path: Path) -> Rows:
    import pymupdf as mupdf  # noqa: PLC0415

    found: Rows = []
    for page in mupdf.open(path):
        for table in page.find_tables():
            found += _filled(table.extract())
    return found


def camelot(path: Path) -> Rows:
    import camelot as lattice  # noqa: PLC0415

    found: Rows = []
    for table in lattice.read_pdf(str(path), pages="all", flavor="lattice"):
        found += _filled(table.df.values.tolist())
    return found


CONTENDERS: dict[str, tuple[str, Callable[[Path], Rows]]] = {
    "PDFium raw text (floor)": ("pypdfium2", floor),
    "ours, file to forms": ("pypdfium2", ours),
    "ours, file to records": ("pypdfium2", records),
    "pdfplumber extract_tables": ("pdfplumber", pdfplumber),
    "PyMuPDF find_tables": ("pymupdf", pymupdf),
    "camelot lattice": ("camelot-py", camelot),
}


def _filled(table: list[list[str | None]]) -> Iterator[tuple[str, ...]]:
    """A table's rows with its level cells filled down: what a user would do with it."""
    above: dict[int, str] = {}
    for row in table:
        texts = [squeeze(cell) for cell in row]
        for n in (1, 2):
            if n < len(texts):
                above[n] = texts[n] or above.get(n, "")
                texts[n] = above[n]
        yield tuple(t for t in texts[1:] if t)


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def installed(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def one_run(name: str, path: Path) -> tuple[float, float, Rows]:
    """CPU seconds, peak memory in MB and rows of one contender, in this process."""
    import json  # noqa: PLC0415

    done = subprocess.run(  # noqa: S603 -- this very file
        [sys.executable, "-m", "benchmarks.pdf", "--run", name, str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    cpu, peak, rows = json.loads(done.stdout.splitlines()[-1])
    return cpu, peak, [tuple(row) for row in rows]


def _run_here(name: str, path: Path) -> None:
    import json  # noqa: PLC0415

    reader = CONTENDERS[name][1]
    _warm(reader)
    begin = time.process_time()
    rows = reader(path)
    cpu = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([cpu, peak, rows]))


def _warm(reader: Callable[[Path], Rows]) -> None:
    """Imports and tables of words are loaded before the clock starts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warm.pdf"
        path.write_bytes(write_pdf([sheet(made_up(1))], BOOKS[0]))
        reader(path)


def measure(path: Path, forms: list[ProjectForm], rounds: int) -> None:
    names = [name for name, (package, _) in CONTENDERS.items() if installed(package)]
    times: dict[str, list[float]] = {name: [] for name in names}
    peaks: dict[str, float] = {}
    right: dict[str, str] = {}
    wanted = {tuple(row) for form in forms for row in form.rows}
    for _ in range(rounds):
        for name in names:
            cpu, peaks[name], rows = one_run(name, path)
            times[name].append(cpu)
            found = sum(row in set(rows) for row in wanted)
            right[name] = f"{found / len(wanted):.4f}" if wanted and rows else "–"
    base, slow = min(times[names[0]]), min(times["pdfplumber extract_tables"])
    for name in names:
        best = min(times[name])
        print(
            f"| {name} | {best:.2f} | {best / base:.2f} | {slow / best:.1f} "
            f"| {right[name]} | {peaks[name]:.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="further PDFs to time")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--run", nargs=2, metavar=("CONTENDER", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        _run_here(asked.run[0], Path(asked.run[1]))
        return
    print(platform.platform(), "Python", platform.python_version())
    print({package: installed(package) for package, _ in CONTENDERS.values()})
    with tempfile.TemporaryDirectory() as folder:
        for n, style in enumerate(BOOKS):
            path = Path(folder) / f"book{n}.pdf"
            data, forms = book(style, n + 1, asked.pages)
            path.write_bytes(data)
            _table(f"{style.name}: {asked.pages} pages, {len(forms)} forms")
            measure(path, forms, asked.rounds)
    for path in asked.files:
        _table(path.name)
        measure(path, [], asked.rounds)


def _table(title: str) -> None:
    print(f"\n{title}\n| reader | CPU s | × floor | × faster than pdfplumber | rows right | MB |")
    print("|---|---|---|---|---|---|")


if __name__ == "__main__":
    main()
