"""What the review site costs: `python -m benchmarks.review [--documents 500] [--keep FOLDER]`.

Publications of the samples with a byte or two of their own, so that every one is read, published
and drawn. Measured: the build with pictures and without, what lies on disk,
and, in a browser, how long the first page, a document and searches over everything take from disk.

`--indicators 500000` builds the site of a province instead, a dataset without raw files: what the
build needs, what lies on disk, and what the browser takes and keeps in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.province import write_province
from publish.tables.release import open_release

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "data" / "raw").rglob("*") if path.suffix != ".csv")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--pdf", type=float, default=1.0, help="share of PDF among them")
    options.add_argument("--indicators", type=int, help="a province, without raw files")
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="jixiao-review-"))
    raw, out = folder / "raw", folder / "out"
    if chosen.indicators:
        of_a_province(folder, chosen.indicators)
        if chosen.keep is None:
            shutil.rmtree(folder)
        return
    write(raw, chosen.documents, chosen.pdf)
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with measured("run"):
        jixiao("run", raw, "--out", out)
    with measured("review --pictures none"):
        jixiao("review", out)
    with measured("review --pictures queue"):
        jixiao("review", out, "--raw", raw, "--pictures", "queue")
    size(out / "review")
    with measured("review"):
        jixiao("review", out, "--raw", raw)
    size(out / "review")
    browse(out / "review")
    if chosen.keep is None:
        shutil.rmtree(folder)


def of_a_province(folder: Path, indicators: int) -> None:
    """The site of a dataset of that many indicators, its texts differing as those of counties."""
    out = folder / f"province-{indicators}"
    if not out.exists():
        jixiao("run", ROOT / "data" / "raw", "--out", folder / "county")
        write_province(open_release(folder / "county"), out, indicators)
    rows = len(open_release(out).table("indicators", ["form_id"]))
    print(f"{rows:,} indicators, {platform.platform()}, {os.cpu_count()} processors")
    with measured("review"):
        jixiao("review", out)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"    {most:.0f} MB of memory at most")
    size(out / "review")
    browse(out / "review")


def write(raw: Path, documents: int, share: float) -> None:
    """Samples, each with an end of its own that no reader takes for content."""
    raw.mkdir(parents=True)
    pdf = [path for path in SAMPLES if path.suffix == ".pdf"]
    others = [path for path in SAMPLES if path.suffix != ".pdf"]
    for number in range(documents):
        among = pdf if number < share * documents else others
        source = among[number % len(among)]
        end = {".pdf": f"\n%{number}\n", ".html": f"<!--{number}-->"}.get(
            source.suffix, "\n" * number
        )
        name = f"{source.parent.name}-{number:05d}{source.suffix}"
        (raw / name).write_bytes(source.read_bytes() + end.encode())


def jixiao(*args: object) -> None:
    command = [sys.executable, str(ROOT / "pipeline.py"), *(str(arg) for arg in args)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode in (0, 3), done.stderr
    print("   ", done.stdout.strip().splitlines()[1])


@contextmanager
def measured(what: str) -> Iterator[None]:
    started, before = time.perf_counter(), os.times()
    yield
    after = os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    print(f"{what}: {time.perf_counter() - started:.1f} s, {spent:.1f} s of processor")


def size(site: Path) -> None:
    for part, pattern in (("pictures", "*.png"), ("data", "*.js")):
        files = list((site / part).rglob(pattern))
        total = sum(file.stat().st_size for file in files)
        print(f"    {part}: {len(files)} files, {total / 1e6:.1f} MB")


def browse(site: Path) -> None:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("no browser: apt-get install chromium")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(locale="zh-CN")
        page.add_init_script(SEEN.replace("READY", json.dumps([ready for _, ready in VIEWS])))
        for view, ready in VIEWS:
            told = min(opened(page, site, view, ready) for _ in range(3))
            kept = memory(page)
            print(f"browser {view} {ready}: {told:.2f} s, {kept:.0f} MB kept")
        page.goto(f"{site.as_uri()}/index.html#/documents")
        page.wait_for_selector("tbody a")
        started = time.perf_counter()
        page.click("tbody a")
        page.wait_for_selector("button.value")
        print(f"browser a document: {time.perf_counter() - started:.2f} s until it can be used")
        browser.close()


def memory(page: Page) -> float:
    """MB that the page's scripts keep, after what nobody needs was given back."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return float(used) / 1e6


VIEWS = (
    ("#/", "main .figures"),
    ("#/queue", ".entry"),
    ("#/queue?sort=alike", ".entry"),
    ("#/documents", "tbody tr"),
    ("#/search?q=不存在的文字", ".empty"),
    ("#/search?q=补助标准", ".results .entry"),
    ("#/search?q=补助标准", "[data-done]"),
    ("#/search?q=满意度", ".results .entry"),
    ("#/search?q=满意度", "[data-done]"),
)
"""What is opened, and what stands there when it can be used, or all of it is counted."""
SEEN = """
window.seen = {};
new MutationObserver(() => {
    for (const ready of READY)
        if (!(ready in seen) && document.querySelector(ready)) seen[ready] = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
"""Told by the page itself: who asks it from outside is answered when it has nothing else to do."""


def opened(page: Page, site: Path, view: str, ready: str) -> float:
    """Seconds from the call of a page to `ready`."""
    page.goto("about:blank")
    page.goto(f"{site.as_uri()}/index.html{view}")
    page.wait_for_selector(ready)
    return float(page.evaluate("ready => seen[ready]", ready)) / 1000


if __name__ == "__main__":
    main()
