"""What the review site costs: `python -m benchmarks.review [--documents 500] [--keep FOLDER]`.

Publications of the samples with a byte or two of their own, so that every one is read, published
and drawn. Measured: the build with pictures and without, what lies on disk,
and, in a browser, how long the first page, a document and a search over everything take from disk.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
SAMPLES = sorted(path for path in (ROOT / "data" / "raw").rglob("*") if path.suffix != ".csv")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=500)
    options.add_argument("--pdf", type=float, default=1.0, help="share of PDF among them")
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="jixiao-review-"))
    raw, out = folder / "raw", folder / "out"
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
        page.goto("about:blank")
        for view, ready in (
            ("#/", "main .figures"),
            ("#/queue", ".entry"),
            ("#/documents", "tbody tr"),
            ("#/search?q=不存在的文字", ".empty"),
        ):
            told = opened(page, site, view, ready)
            print(f"browser {view}: {told:.2f} s until it can be used")
        page.goto(f"{site.as_uri()}/index.html#/documents")
        page.wait_for_selector("tbody a")
        started = time.perf_counter()
        page.click("tbody a")
        page.wait_for_selector("button.value")
        print(f"browser a document: {time.perf_counter() - started:.2f} s until it can be used")
        browser.close()


def opened(page: Page, site: Path, view: str, ready: str) -> float:
    """Seconds from a blank page to `ready`."""
    page.goto("about:blank")
    started = time.perf_counter()
    page.goto(f"{site.as_uri()}/index.html{view}")
    page.wait_for_selector(ready)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
