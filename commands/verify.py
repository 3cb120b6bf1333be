"""`verify DIR`: is a dataset, or a bag of the archive, what it says it is."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from batch.results.identity import PUBLISHES, identity
from batch.task import Options
from commands.console import err, out, said
from commands.exit_codes import FAILED
from commands.options import (
    dataset_either,
    how_to_read,
    options_of,
    quiet_option,
)
from commands.settings_file import Settled
from pipeline import metadata
from say import told
from store.places import open_store

if TYPE_CHECKING:
    from publish.verify.dataset import Verification

_SHOWN = 100


@click.command("verify", cls=Settled)
@dataset_either
@click.option(
    "--raw",
    "against",
    type=click.Path(path_type=Path, exists=True),
    help="Read these publications again, and count what became of their print.",
)
@how_to_read
@quiet_option
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify_command(dataset: Path, against: Path | None, as_json: bool, **how: Any) -> None:
    """Prove OUT, a dataset or a bag: bytes, schema, keys, ledger, counts, order.

    Where the results of reading are still there, the tables are made of them again and compared.
    With --raw the publications are read again, as `run` would with the same options;
    every row is compared, and on pages with forms every character is shown to have one fate.
    Everything that is wrong is named with its file. Exit status: 0 sound; 1 something is wrong;
    2 wrong usage.
    """
    folder = dataset
    if against is None and _is_given("corrections", "forget_corrections", "ocr", "contacts"):
        raise click.UsageError("How documents are read is about --raw.")
    found = _proved(folder)
    if against is not None and not found.problems:
        found = _with_raw(found, folder, against, options_of(**how))
    if as_json:
        as_written = {"sound": not found.problems} | asdict(_in_words(found))
        click.echo(json.dumps(as_written, ensure_ascii=False, indent=2))
    else:
        for line in found.proved:
            out.print(said(f"proved: {line}"))
        for line in found.left_out:
            out.print(said(f"not proved: {line}"))
        for problem in found.problems[:_SHOWN]:
            err.print(said(f"wrong: {problem.place}: {problem.message}"))
        if (more := len(found.problems) - _SHOWN) > 0:
            err.print(f"… and {more} more: --json lists all")
        out.print(said(_verdict(folder, len(found.problems))))
    if found.problems:
        raise SystemExit(FAILED)


def _in_words(found: Verification) -> Verification:
    """What is proved and what is wrong, in the language that is spoken."""
    from publish.verify.dataset import Verification

    return Verification(
        proved=tuple(map(told, found.proved)),
        problems=tuple(replace(each, message=told(each.message)) for each in found.problems),
        left_out=tuple(map(told, found.left_out)),
    )


def _is_given(*names: str) -> bool:
    """Was any of these options given with the command?"""
    context = click.get_current_context()
    return any(context.get_parameter_source(name) is ParameterSource.COMMANDLINE for name in names)


def _proved(folder: Path) -> Verification:
    """By itself, and against the results of reading."""
    from batch.tables.prove import prove
    from publish.verify.bag import verify
    from publish.verify.dataset import Verification

    found = verify(folder, _member_sha256)
    if found.problems or (folder / "bagit.txt").exists():
        return found
    made = prove(open_store(folder), identity(PUBLISHES), metadata())
    return Verification(
        proved=(*found.proved, *made.proved), problems=made.problems, left_out=made.left_out
    )


def _member_sha256(file: Path, rest: str) -> str | None:
    """Of a document that lies in a raw file of a bag."""
    from extract.source import member_sha256

    return member_sha256(file, rest)


def _with_raw(found: Verification, folder: Path, raw: Path, options: Options) -> Verification:
    """And against the publications."""
    if (folder / "bagit.txt").exists():
        raise click.UsageError("a bag holds its raw files: unpack it, and name its data/dataset.")
    from commands.verify_raw import against_raw
    from publish.verify.dataset import Verification

    again = against_raw(folder, raw, options)
    return Verification(
        proved=(*found.proved, *again.proved),
        problems=again.problems,
        left_out=(*found.left_out, *again.left_out),
    )


def _verdict(folder: Path, problems: int) -> str:
    what = "bag" if (folder / "bagit.txt").exists() else "dataset"
    if not problems:
        return f"SOUND: the {what} {folder} is what it says it is."
    wrong = "1 thing is" if problems == 1 else f"{problems} things are"
    return f"NOT SOUND: {wrong} wrong with the {what} {folder}, named above."
