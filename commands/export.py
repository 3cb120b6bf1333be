"""`export`: the dataset for people without code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.console import err, out, said
from commands.exit_codes import FAILED
from commands.options import dataset_option, quiet_option
from commands.settings_file import Settled
from publish.errors import PublishError

if TYPE_CHECKING:
    from publish.export.sheets import Labels

_TARGET = click.Path(path_type=Path)


@click.command("export", cls=Settled)
@dataset_option
@quiet_option
@click.option("--xlsx", type=_TARGET, help="Write an Excel workbook: FILE.xlsx.")
@click.option("--csv", "folder", type=_TARGET, help="Write CSV files into a new FOLDER.")
@click.option("--sqlite", type=_TARGET, help="Write a SQLite file with views that join the tables.")
@click.option("--duckdb", type=_TARGET, help="Write a DuckDB file, typed, with the same views.")
@click.option(
    "--raw",
    "exact",
    is_flag=True,
    help="CSV with exact texts, formulas not made harmless, without BOM.",
)
@click.option(
    "--labels",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    help="Headers of workbook and CSV: names of columns, or short Chinese ones.",
)
def export_command(  # noqa: PLR0913 -- one parameter an option
    *,
    dataset: Path,
    xlsx: Path | None,
    folder: Path | None,
    sqlite: Path | None,
    duckdb: Path | None,
    exact: bool,
    labels: Labels,
) -> None:
    """Write the dataset as a workbook, CSV files, a SQLite or a DuckDB file.

    Texts stay texts: =16人 never becomes a formula. docs/loading.md says how each value is kept.
    Exit status: 0 written; 1 failed, or a target exists already; 2 wrong usage.
    """
    from publish.export import export_csv, export_duckdb, export_sqlite, export_xlsx
    from publish.tables.release import open_release

    if not (xlsx or folder or sqlite or duckdb):
        raise click.UsageError(
            "Say what to write: --xlsx FILE, --csv FOLDER, --sqlite FILE or --duckdb FILE."
        )
    if exact and not folder:
        raise click.UsageError("--raw is about --csv.")
    try:
        release = open_release(dataset)
        if xlsx:
            _warn(export_xlsx(release, xlsx, labels=labels))
        if folder:
            export_csv(release, folder, raw=exact, labels=labels)
        if sqlite:
            export_sqlite(release, sqlite)
        if duckdb:
            export_duckdb(release, duckdb)
    except PublishError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    for target in filter(None, (xlsx, folder, sqlite, duckdb)):
        out.print(said(f"written: {target}"))


def _warn(cut: int) -> None:
    if cut:
        err.print(
            f"Warning: {cut} texts are longer than a cell of Excel holds and end in a note; "
            "--csv and --sqlite hold them whole."
        )
