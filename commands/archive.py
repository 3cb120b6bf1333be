"""`archive BAG`: raw files, dataset, program and how it was made, in one bag."""

from __future__ import annotations

from pathlib import Path

import click

from batch.raw.discover import DiscoverError, discover
from batch.raw.manifest import MANIFEST
from batch.remembered import REMEMBERED
from commands.console import err, out, said
from commands.exit_codes import FAILED
from commands.options import dataset_option, quiet_option
from commands.settings_file import Settled
from pipeline import metadata
from publish.errors import PublishError


@click.command("archive", cls=Settled)
@click.argument("bag", type=click.Path(path_type=Path))
@dataset_option
@quiet_option
@click.option(
    "--raw",
    type=click.Path(path_type=Path, exists=True),
    default=Path("data/raw"),
    show_default=True,
    help="The file or folder that the dataset was made from.",
)
@click.option(
    "--corrections",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A corrections.csv that `run` replayed, several in the same order; else those that the "
    "dataset remembers.",
)
def archive_command(bag: Path, dataset: Path, raw: Path, corrections: tuple[Path, ...]) -> None:
    """Write BAG, a new folder for the archive, by the BagIt standard.

    It holds the raw files, the dataset with its description, the program and a readable statement
    of how it was made and how to make it again. The dataset is proved first, the bag afterwards.
    docs/archive.md says more. Exit status: 0 written; 1 failed, nothing is written; 2 wrong usage.
    """
    from extract.source import member_sha256
    from publish.archive.bag import Origin, write_bag

    try:
        kept = corrections or _remembered(dataset)
        origin = Origin(raw=_raw_files(raw, dataset), corrections=kept, inside=member_sha256)
        write_bag(dataset, origin, bag, versions=metadata())
    except (DiscoverError, PublishError) as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    out.print(said(f"written and proved: {bag}"))


def _remembered(dataset: Path) -> tuple[Path, ...]:
    """The corrections that the dataset remembers from its last run."""
    path = dataset / REMEMBERED
    return (path,) if path.is_file() else ()


def _raw_files(raw: Path, dataset: Path) -> dict[str, Path]:
    """The raw files by name, and the manifest that states what no page prints."""
    found = {each.name: each.path for each in discover(raw, leave_out=dataset).files}
    if (raw / MANIFEST).is_file():
        found[MANIFEST] = raw / MANIFEST
    return found
