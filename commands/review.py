"""`review OUT`: a dataset as a site to look at, with a queue of what a person should check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, Progress, TextColumn

from batch.engine import default_jobs
from commands.console import err, out, printed, said
from commands.exit_codes import FAILED
from commands.options import dataset_either, fonts_option, quiet_option
from commands.settings_file import Settled
from look.fonts import without_font
from look.site.charts import EXTRA, can_draw
from look.site.pictured import Pictured
from publish.extras import install

if TYPE_CHECKING:
    from look.site.build import Built

_SHOWN = 10
_WHY = {
    "missing": "the raw file is not there",
    "changed": "the raw file has other bytes than the dataset was read from",
    "unreadable": "some of its pages cannot be drawn",
}


@click.command("review", cls=Settled)
@dataset_either
@quiet_option
@click.option(
    "--raw",
    type=click.Path(path_type=Path, exists=True),
    help="The publications that the dataset was read from; without them nothing is shown of them.",
)
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the site.  [default: OUT/review]",
)
@click.option(
    "--pictures",
    type=click.Choice([each.value for each in Pictured]),
    default=Pictured.ALL.value,
    show_default=True,
    help="Pictures and tables of all forms, of those in the queue, or none.",
)
@fonts_option
def review_command(
    dataset: Path,
    raw: Path | None,
    site: Path | None,
    pictures: str,
    fonts: Path | None,
) -> None:
    """Build a site in OUT, the dataset: overview, review queue, and every value beside its picture.

    It needs no server and no network: open index.html. Corrections made there are downloaded as
    corrections.csv and replayed by `jixiao run --corrections`. Exit status: 0 built; 1 failed;
    2 wrong usage.
    """
    from look.site.build import SiteError, build
    from publish.tables.release import ReleaseError, open_release

    target = site or dataset / "review"
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"))
    hidden = out.quiet or not err.is_terminal
    try:
        release = open_release(dataset)
        with Progress(*columns, console=err, disable=hidden, transient=True) as bar:
            task = bar.add_task("documents", total=None)
            built = build(
                release,
                target,
                raw=raw,
                pictured=Pictured(pictures),
                fonts=fonts,
                workers=default_jobs(),
                progress=lambda done: bar.update(task, completed=done),
            )
    except (ReleaseError, SiteError) as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    _print(built, raw)


def _print(built: Built, raw: Path | None) -> None:
    out.print(printed(f"{built.site / 'index.html'}"), style="bold")
    out.print(
        f"{built.documents} documents, {built.queue} things to look at, "
        f"{built.pictures} pictures, {built.tables} tables"
    )
    if not can_draw():
        out.print(said(f"Charts stand as tables; what draws them: {install(EXTRA)}"))
    if raw is None:
        out.print("Without pictures and tables: name the raw publications with --raw.")
    if told := without_font(built.missing_fonts):
        out.print(said(f"  {told}"))
    for each in built.without_pictures[:_SHOWN]:
        why = _WHY.get(each.problem or "", each.problem)
        out.print(said(f"  pictures or tables missing of {each.document_id}: {why}"))
    if (more := len(built.without_pictures) - _SHOWN) > 0:
        out.print(f"  … and of {more} more documents")
