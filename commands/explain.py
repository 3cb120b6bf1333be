"""`explain FILE`: pictures of its pages with what was read drawn on them, the reading beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import regex

from batch.raw.discover import Found
from commands.console import err, out, printed, said, table
from commands.exit_codes import FAILED, UNFINISHED
from commands.inspect import money_table, print_document, print_issues
from commands.names import called, colon, comma, field
from commands.options import RawFile, fonts_option
from commands.settings_file import Settled
from extract.model import Refused, Source
from look.fonts import without_font
from look.one_line import read_as
from look.remarks import remark_said
from normalize.document_records import Records
from normalize.records import IndicatorRecord
from pipeline import load_found, read_source
from say import told

if TYPE_CHECKING:
    from extract.readers.pdf.engines.pictures import Pictures
    from look.explain import PageSeen, PdfPages, Seen
    from look.ofd_pages import OfdPages

_UNSAFE = regex.compile(r"[^\w.-]+")
_MOST = 40
"""Pages drawn where none is asked for."""


@click.command("explain", cls=Settled)
@click.argument("file", type=RawFile())
@click.option("--page", type=click.IntRange(min=1), help="Only this page.")
@click.option("--form", type=click.IntRange(min=1), help="Only this form, cut out of its pages.")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("explained"),
    show_default=True,
    help="Folder of the pictures.",
)
@fonts_option
def explain_command(
    file: Found, page: int | None, form: int | None, folder: Path, fonts: Path | None
) -> None:
    """Draw on every page of FILE what was read there, and print each value beside what it became.

    Pages without a table and without an issue are left out unless asked for. Where nothing was
    found, the picture and the text say at which step it ended. Exit status: 0 read; 3 refused or
    read in part; 2 wrong usage; 1 the pictures cannot be written.
    """
    from look.explain import see

    try:
        source = load_found(file)
    except Refused as refusal:
        err.print(said(f"refused ({called(refusal.reason)}): {refusal.advice}"))
        raise SystemExit(UNFINISHED) from None
    seen = see(source)
    records = read_source(source)
    if form is not None and form > len(seen.forms):
        raise click.BadParameter(f"{file.name} has {len(seen.forms)} form(s).", param_hint="--form")
    try:
        wanted = _Wanted(folder=folder, page=page, form=form, fonts=fonts)
        with_pages = _pictures(source, seen, records, wanted)
    except OSError as error:
        err.print(said(f"Error: {folder} cannot be written ({error.strerror})."))
        raise SystemExit(FAILED) from None
    if not with_pages:
        _print_plain(seen, records)
    if records.document.status in ("refused", "partial"):
        raise SystemExit(UNFINISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is to be drawn, where, and with which fonts."""

    folder: Path
    page: int | None
    form: int | None
    fonts: Path | None


def _pictures(source: Source, seen: Seen, records: Records, wanted: _Wanted) -> bool:
    """Draw and print page after page; False where the file has no pages to draw."""
    from extract.readers.pdf.engines.pictures import Pictures
    from look.drawing import SCALE, drawn

    pictures: Pictures | None = None
    try:
        pages = _pages(source.data, seen)
    except Refused:
        return False
    if pages is None:
        return False
    try:
        form = wanted.form
        numbers = _chosen(pages, seen, wanted.page, form)
        printed_as, at = pages.printed(numbers)
        pictures = Pictures(printed_as, wanted.fonts)
        wanted.folder.mkdir(parents=True, exist_ok=True)
        for number in numbers:
            there, picture = pages.see(number), pictures.of(at[number], SCALE)
            if missing := without_font(pictures.missing):
                there = replace(there, remarks=(*there.remarks, missing))
            title = f"Page {number} of {len(pages)}" + (f", form {form}" if form else "")
            path = wanted.folder / _file_name(source.name, number, form)
            drawn(picture, there, title=title, form=form, fonts=wanted.fonts).save(path)
            _print_page(there, records, path, form)
        if wanted.page is None and form is None and len(numbers) < len(pages):
            left = len(pages) - len(numbers)
            out.print(f"{left} other page(s) were left out; ask for one with --page.")
    finally:
        pages.close()
        if pictures is not None:
            pictures.close()
    loose = [issue for issue in records.issues if issue.page is None]
    print_issues(loose)
    return True


def _pages(data: bytes, seen: Seen) -> PdfPages | OfdPages | None:
    """The pages of a file that has any. Raises Refused."""
    from extract.readers.ofd.package import is_package
    from look.explain import PdfPages
    from look.ofd_pages import OfdPages

    if b"%PDF-" in data[:1024]:
        return PdfPages(data, seen)
    return OfdPages(data, seen) if is_package(data) else None


def _chosen(
    pages: PdfPages | OfdPages, seen: Seen, page: int | None, form: int | None
) -> list[int]:
    if page is not None and page > len(pages):
        raise click.BadParameter(f"the file has {len(pages)} page(s).", param_hint="--page")
    chosen = [page] if page is not None else pages.worth_a_look()[:_MOST]
    if form is not None:
        first, last = seen.forms[form - 1].page_first or 1, seen.forms[form - 1].page_last or 1
        chosen = [n for n in range(first, last + 1) if page in (None, n)]
    return chosen


def _file_name(name: str, number: int, form: int | None) -> str:
    """A name of letters, digits, dots and dashes, whatever the publication is called."""
    stem = _UNSAFE.sub("-", Path(name).stem).strip("-.")[:80] or "page"
    return f"{stem}-p{number:03d}" + (f"-form{form}" if form else "") + ".png"


def _print_page(seen: PageSeen, records: Records, path: Path, form: int | None) -> None:
    out.print(said(f"Page {seen.number} → {path}"), style="bold")
    for remark in seen.remarks:
        out.print(printed(f"  {remark_said(remark)}"))
    wanted = {each.form_id for each in records.forms if form in (None, each.form_no)}
    money = [
        line for line in records.funding if line.page == seen.number and line.form_id in wanted
    ]
    rows = [row for row in records.indicators if row.page == seen.number and row.form_id in wanted]
    if money:
        out.print(money_table(money))
    if rows:
        headers = ("form", "indicator", "printed", "read as", "from", "doubts")
        out.print(table(headers, (_row(row) for row in rows)))
    out.print()


def _row(row: IndicatorRecord) -> tuple[object, ...]:
    form = int(row.form_id.rsplit("-", 1)[1])
    sources = (
        ("operator", row.operator_source),
        ("unit", row.unit_source),
        ("per", row.per_source),
        ("period", row.period_source),
    )
    found = (f"{field(what)}{colon()}{called(where)}" for what, where in sources if where)
    origin = comma().join(found)
    doubts = " ".join(map(called, (row.confidence, *row.flags))) if row.confidence != "high" else ""
    return (form, row.name, row.value_raw, read_as(row, called), origin, doubts)


def _print_plain(seen: Seen, records: Records) -> None:
    """A file without pages: what was read, and which tables were tried in vain."""
    from look.explain import no_form

    print_document(records)
    out.print()
    if seen.refusal is None:
        out.print("The file has no pages, so there is no picture; its tables are:")
        for number, grid in enumerate(seen.grids, 1):
            used = "" if seen.forms else " " + " ".join(map(told, no_form(grid, seen)))
            size = f"{grid.n_rows} rows, {grid.n_cols} columns."
            out.print(said(f"  table {number}: {size}{used}"))
        if not seen.grids:
            out.print("  none: no table in the file, or none that names a form's labels.")
