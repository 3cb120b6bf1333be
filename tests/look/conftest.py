"""A browser that opens sites from disk, and the site of the sample run with a hostile document.

`apt-get install chromium` is all it needs: Playwright's own browsers are never downloaded here.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from samples.budgets.tables import contradictions
from samples.layouts.others import WRITERS
from tests.command_line import jixiao

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOSTILE = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "*/</script><script>window.hacked=1</script>/*",
    "javascript:window.hacked=1",
    "\u202e元百\u202c≥3\u2066个",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "长" * 10_000,
    "W" * 10_000,
)  # fmt: skip


def hostile_page() -> str:
    """A project's form whose names and values are an attack each."""
    rows = "".join(
        f"<tr><td>产出指标</td><td>数量指标</td><td>{html.escape(text)}</td>"
        f"<td>{html.escape(text)}</td></tr>"
        for text in HOSTILE
    )
    script = html.escape(HOSTILE[0])
    return (
        "<!doctype html><meta charset='utf-8'><title>禾溪县2024年项目支出绩效目标表</title>"
        "<table border=1><tr><td colspan=4>项目支出绩效目标表（2024年度）</td></tr>"
        f"<tr><td>项目名称</td><td colspan=3>{script}</td></tr>"
        "<tr><td>年度资金总额（万元）</td><td colspan=3>99999999</td></tr>"
        f"<tr><td>年度绩效目标</td><td colspan=3>{script}</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
        f"{rows}</table>"
    )


@dataclass
class Watched:
    """A page, what it said on its console, and every address it asked for."""

    page: Page
    site: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, address: str = "#/") -> Page:
        self.page.goto(f"{self.site.as_uri()}/index.html{address}")
        self.page.wait_for_selector("main h1")
        return self.page


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "raw"
    shutil.copytree(ROOT / "data" / "raw", folder)
    name = "<img src=x onerror=alert(1)>.html"
    (folder / name).write_text(hostile_page(), encoding="utf-8")
    (folder / "refused.pdf").write_bytes(b"%PDF-1.4 broken")
    shutil.copy(ROOT / "tests" / "cases" / "ofd-a1" / "source.ofd", folder / "a1.ofd")
    contradicted = next(each for each in contradictions() if "budget_codes" in each.rules)
    tables = tuple(table.printed for table in contradicted.tables)
    (folder / "budget.html").write_bytes(WRITERS["html"](tables))
    manifest = folder / "manifest.csv"
    line = f'"{name}","javascript:alert(1)","<b>局</b>",2024,\n'
    manifest.write_text(manifest.read_text(encoding="utf-8") + line, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def site(raw: Path) -> Path:
    out = raw.parent / "out"
    run = jixiao("run", raw, "--out", out)
    assert run.exit_code == 3, run.output
    built = jixiao("review", out, "--raw", raw)
    assert built.exit_code == 0, built.output
    return out / "review"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            drawn = launched.new_page()
            drawn.set_content("<input value='字'>")
            drawn.close()
        except Error:  # without any font Chromium ends itself at the first field
            pytest.skip("the browser draws no page here, it needs a font: fonts-noto-cjk")
        yield launched
        launched.close()


@pytest.fixture
def watch(browser: Browser, site: Path) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(**options: Any) -> Watched:
        chosen = {"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN"} | options
        context = browser.new_context(**chosen)
        context.set_default_timeout(30_000)
        contexts.append(context)
        watched = Watched(page=context.new_page(), site=site)
        page = watched.page
        page.on("console", lambda message: watched.said.append(message.text))
        page.on("pageerror", lambda error: watched.said.append(str(error)))
        page.on("dialog", lambda dialog: watched.said.append(dialog.message) or dialog.dismiss())
        page.on("request", lambda request: watched.asked.append(request.url))
        return watched

    yield opened
    for context in contexts:
        context.close()
