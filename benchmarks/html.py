"""Web pages: speed and correctness beside pandas.read_html and bare lxml, and pages at the limits.

`python -m benchmarks.html` prints both tables. Every figure is the median of several runs of one
process; a page is read by all in turn, so that their ratios hold on any machine. lxml is the floor:
its tree, and the texts of the cells as they are written, without spans, hiding or layout tables.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import resource
import signal
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pandas as pd
from lxml import etree

from extract.families import gate
from extract.model import Refused, Source
from extract.readers.html import HTML
from samples.truth import publications
from samples.writers.html import STYLES, Style, printed_forms, write_html
from samples.writers.printed import Printed, places

RUNS = 3
COPIES = 4
PATIENCE = 20  # seconds, and as many hundred megabytes: one colspan costs pandas more than both
ROW = "<tr><td>产出指标</td><td>数量指标</td><td>受益农户数{n}</td><td>≥{n}户</td></tr>\n"
Page = TypeVar("Page", bytes, str)
Texts = list[list[str]]
"""The texts of each table."""
LIMITS = {
    "200,000 rows": lambda: (
        "<p>绩效目标表</p><table>" + "".join(ROW.format(n=n) for n in range(200_000)) + "</table>"
    ),
    "50 × 50 cells of span 1000 × 1000": lambda: (
        "<table>"
        + ("<tr>" + "<td rowspan=1000 colspan=1000>5</td>" * 50 + "</tr>") * 50
        + "</table>"
    ),
    "200,000 nested divs": lambda: "<div>" * 200_000 + "5",
}


def source(data: bytes) -> Source:
    return Source(name="page.html", data=data, sha256=hashlib.sha256(data).hexdigest())


def book(style: Style) -> tuple[bytes, list[Printed]]:
    """All publications of the county in one page, many times over, and what it prints."""
    pages = [write_html(each, style).decode(style.encoding) for each in publications()]
    bodies = [page[page.index("<body>") + 6 : page.index("</body>")] for page in pages]
    whole = pages[0][: pages[0].index("<body>") + 6] + "".join(bodies) * COPIES + "</body></html>"
    truth = [form for each in publications() for form in printed_forms(each, style)]
    return whole.encode(style.encoding), truth * COPIES


def texts_read(data: bytes) -> Texts:
    """The texts of every target table, each cell once, by our reader."""
    reading = HTML.read(source(data), gate=gate())
    return [[cell.text for cell in grid.cells if cell.text] for grid in reading.grids]


def texts_of_pandas(data: bytes) -> Texts:
    """The same by pandas, which repeats a merged cell's text in every place that it covers."""
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (PATIENCE * 10**8, resource.RLIM_INFINITY))
    try:
        frames = pd.read_html(BytesIO(data), header=None, flavor="lxml")
    except (ValueError, MemoryError, TimeoutError):
        return []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return [[str(text) for text in frame.to_numpy().ravel()] for frame in frames]


def texts_of_lxml(text: str) -> Texts:
    """The texts of every cell of a decoded page, table by table, by nothing but lxml."""
    root = etree.fromstring(text, etree.HTMLParser(huge_tree=True))
    return [["".join(c.itertext()) for c in table.iter("td", "th")] for table in root.iter("table")]


def expected(form: Printed, *, merged: bool, repeated: bool) -> list[str]:
    """The texts of a form; `repeated`: once for every place that a merged cell covers."""
    cells = [cell for _, _, cell in places(form.rows)]
    if repeated and merged:
        grid: dict[tuple[int, int], str] = {}
        for row, col, cell in places(form.rows):
            for r in range(row, row + cell.rowspan):
                for c in range(col, col + cell.colspan):
                    grid[r, c] = cell.text
        return [grid[place] for place in sorted(grid)]
    return [cell.text for cell in cells]


def right(found: Texts, truth: Texts) -> int:
    """How many forms of the truth are read without a fault; spaces and line ends aside."""
    flat = {tuple("".join(text.split()) for text in texts if text.strip()) for texts in found}
    return sum(tuple("".join(text.split()) for text in texts) in flat for texts in truth)


def timed(read: Callable[[Page], Texts], data: Page) -> tuple[float, Texts]:
    """Seconds of processor time, the median of some runs (of a slow reader one), and the texts."""
    seconds: list[float] = []
    texts: Texts = []
    while len(seconds) < RUNS and sum(seconds) < PATIENCE / 2:
        started = time.process_time()
        texts = read(data)
        seconds.append(time.process_time() - started)
    return statistics.median(seconds), texts


def against_pandas() -> Iterator[str]:
    yield (
        f"{'style':24}{'MB':>6}{'forms':>7}{'ours s':>9}{'right':>9}"
        f"{'lxml s':>9}{'× lxml':>8}{'pandas s':>10}{'right':>9}{'ratio':>8}"
    )
    for style in STYLES:
        data, forms = book(style)
        ours, read = timed(texts_read, data)
        floor, _ = timed(texts_of_lxml, data.decode(style.encoding, errors="replace"))
        theirs, found = timed(texts_of_pandas, data)
        truth = [expected(form, merged=style.merges, repeated=False) for form in forms]
        repeated = [expected(form, merged=style.merges, repeated=True) for form in forms]
        yield (
            f"{style.name:24}{len(data) / 1e6:6.2f}{len(forms):7}{ours:9.3f}"
            f"{right(read, truth):9}{floor:9.3f}{ours / floor:8.1f}{theirs:10.3f}"
            f"{right(found, repeated):9}" + (f"{theirs / ours:7.1f}x" if found else "  nothing")
        )


def at_the_limits() -> Iterator[str]:
    yield f"{'page':36}{'MB':>6}{'seconds':>9}{'peak MB':>9}  outcome"
    for name in LIMITS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            yield pool.apply(_limit, (name,))


def _limit(name: str) -> str:
    data = LIMITS[name]().encode()
    started = time.process_time()
    try:
        [grid] = HTML.read(source(data), gate=gate()).grids
        outcome = f"{grid.n_rows:,} rows, {len(grid.cells):,} cells"
    except Refused as refused:
        outcome = f"refused: {refused.reason}"
    seconds = time.process_time() - started
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
    return f"{name:36}{len(data) / 1e6:6.1f}{seconds:9.2f}{peak:9}  {outcome}"


def _out_of_patience(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, _out_of_patience)
    for line in chain(against_pandas(), [""], at_the_limits()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
