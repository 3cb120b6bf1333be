"""Budget books of 200 pages, a fifth of them with forms: drawn by reportlab, printed by others."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import regex

from samples.writers.pdf import Sheet, Spot, Style, write_pdf
from samples.writers.pdf_forms import ProjectForm, made_up, sheet

PROSE = (
    "按照预算编制的要求，结合工作实际，现将有关收支安排情况说明如下。本年收入预算12,345.67万元，"
    "比上年增长3.2%，主要原因是人员经费增加；支出预算按项目名称和主管部门列示，实施单位见附表。"
) * 12
SPACED = regex.sub(r"(?<=\p{Han})(?=\d)|(?<=\d)(?=\p{Han})", " ", PROSE)
"""The same as word processors print it: numbers stand between spaces, as amounts of a table do."""
STYLES = (
    Style(name="strokes"),
    Style(name="thin boxes", rules="thin_boxes"),
    Style(name="one object a character", glyph_by_glyph=True),
)
PRINTERS = {
    "Chromium": ("chromium", "chromium-browser", "google-chrome"),
    "LibreOffice": ("soffice", "libreoffice"),
}
_CSS = (
    "@page{size:A4;margin:20mm}body{font:10pt sans-serif}"
    "h3{text-align:center;font-size:12pt}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #000;padding:2pt;font-size:9pt}"
)
_NEW_PAGE = 'style="page-break-before:always"'
"""Said at each paragraph: LibreOffice hears of page breaks neither in a sheet nor at a <div>."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book in a file and the forms printed in it."""

    name: str
    path: Path
    forms: tuple[ProjectForm, ...]


def books(folder: Path, pages: int) -> Iterator[Book]:
    """One book a style and producer, and the forms of one alone; producers that are not installed
    are left out.
    """
    for seed, style in enumerate(STYLES, 1):
        forms, parts = _parts(seed, pages)
        path = folder / f"book{seed}.pdf"
        path.write_bytes(write_pdf(parts, style))
        yield Book(f"reportlab, {style.name}", path, forms)
    forms, parts = _parts(len(STYLES) + 2, pages, SPACED)
    path = folder / "spaced.pdf"
    path.write_bytes(write_pdf(parts, STYLES[0]))
    yield Book("reportlab, numbers between spaces", path, forms)
    forms, _ = _parts(len(STYLES) + 1, pages)
    path = folder / "forms.pdf"
    path.write_bytes(write_pdf([sheet(form, new_page=True) for form in forms], STYLES[0]))
    yield Book("reportlab, forms only", path, forms)
    for seed, (name, programs) in enumerate(PRINTERS.items(), 11):
        program = next(filter(None, map(shutil.which, programs)), None)
        if program is not None:
            forms, parts = _parts(seed, pages)
            yield Book(name, _printed(program, folder / f"book{seed}.html", parts), forms)


def _parts(
    seed: int, pages: int, prose: str = PROSE
) -> tuple[tuple[ProjectForm, ...], list[Sheet | str]]:
    """Five pages over and over: three of prose, one of amounts, one of a form."""
    forms = tuple(made_up(seed * 1000 + n, rows=9, goal=2) for n in range(pages // 5))
    parts: list[Sheet | str] = []
    for n, form in enumerate(forms):
        parts += [prose, prose, prose, _money(n), sheet(form, new_page=True)]
    return forms, parts


def _money(seed: int) -> Sheet:
    """A ruled page of amounts that is no form."""
    head = ("科目编码", "科目", "合计", "基本支出", "项目支出")
    spots = [Spot(text, 0, col) for col, text in enumerate(head)]
    for row in range(1, 25):
        amounts = (f"{2050000 + row}", "教育支出", *(f"{seed * row * k:,}.00" for k in (3, 2, 1)))
        spots += [Spot(text, row, col) for col, text in enumerate(amounts)]
    return Sheet(("支出预算表",), (80.0, 120.0, 80.0, 80.0, 80.0), tuple(spots), new_page=True)


def _printed(program: str, page: Path, parts: list[Sheet | str]) -> Path:
    """The parts as a web page, printed by a program."""
    body = "".join(map(_html, parts))
    page.write_text(f"<meta charset=utf-8><style>{_CSS}</style>{body}", encoding="utf-8")
    out = page.with_suffix(".pdf")
    if "office" in program:
        # Its mode for web pages knows no pages and leaves rules out: opened as a text document.
        how = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
        how = ["--headless", *how, "--outdir", page.parent]
        how = [f"-env:UserInstallation=file://{page.parent}/office", *how]
    else:
        how = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={out}"]
    subprocess.run([program, *how, page], check=True, capture_output=True, timeout=600)  # noqa: S603 -- a printer that the user has installed
    return out


def _html(part: Sheet | str) -> str:
    if isinstance(part, str):
        return f"<p {_NEW_PAGE}>{part}</p>"
    rows = [
        "".join(
            f"<td rowspan={s.rowspan} colspan={s.colspan}>{escape(s.text).replace(chr(10), '<br>')}"
            for s in sorted(part.spots, key=lambda spot: spot.col)
            if s.row == row
        )
        for row in range(part.n_rows)
    ]
    columns = "".join(f'<col style="width:{width}pt">' for width in part.widths)
    heading = "".join(f"<h3>{escape(line)}</h3>" for line in part.heading)
    heading = heading.replace("<h3>", f"<h3 {_NEW_PAGE}>", 1)
    return f"{heading}<table border=1 cellspacing=0>{columns}<tr>{'<tr>'.join(rows)}</table>"
