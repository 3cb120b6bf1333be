"""Arguments and options that several commands share, and what is wrong with them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from batch.raw.discover import Found, is_address
from batch.task import Limits, Options
from commands.console import out
from commands.settings_file import MIB, OUT
from extract.limits import MOST_BYTES
from extract.model import FONTS, PARTED, Ocr, Refused
from extract.words.text import inert
from normalize.corrections.file import CorrectionsError, load_corrections
from normalize.corrections.replay import by_document
from pipeline import was_run
from publish.extras import install

_Command = TypeVar("_Command", bound=Callable[..., Any])

dataset_option = click.option(
    "--out",
    "--dataset",
    "dataset",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(OUT),
    show_default=True,
    help="Folder of the dataset.",
)


def _hush(context: click.Context, _option: click.Parameter, quiet: bool) -> None:
    out.quiet = quiet
    context.call_on_close(partial(setattr, out, "quiet", False))


quiet_option = click.option(
    "--quiet",
    "-q",
    is_flag=True,
    expose_value=False,
    callback=_hush,
    help="Print nothing but errors; the exit status tells.",
)


def dataset_either(command: Callable[..., Any]) -> Callable[..., Any]:
    """The dataset as an argument or as --out, given to the command as `dataset`.

    Wrong usage where it is not there.
    """

    @wraps(command)
    def with_dataset(*, given: Path | None, dataset: Path, **others: Any) -> Any:
        folder = given or dataset
        if not folder.is_dir():
            raise click.BadParameter(f"{inert(str(folder))} is no folder.", param_hint="--out")
        return command(dataset=folder, **others)

    argument = click.argument(
        "given",
        metavar="[OUT]",
        required=False,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
    )
    return argument(dataset_option(with_dataset))


fonts_option = click.option(
    "--fonts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar=FONTS,
    help="Draw with the fonts of this folder, in place of the system's.",
)


class RawFile(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A raw file, or a document in one: `batch.zip!/附件2.xlsx`."""

    name = "file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Found:
        """The file; wrong usage where there is none, or no such document in it."""
        if str(value) == "-":
            return _from_standard_input()
        from extract.source import find_member

        path = Path(value)
        try:
            member = None if path.exists() else find_member(path)
        except (Refused, OSError) as error:
            self.fail(f"{inert(str(value))} cannot be opened: {error}", param, ctx)
        if member is None:
            there = _FILE.convert(value, param, ctx)
            return Found(path=Path(os.fsdecode(there)), name=path.name)
        raw, inside = member
        name = raw.name + str(value)[len(str(raw)) :]
        return Found(path=raw, name=name, inside=inside, container=name.rpartition(PARTED)[0])


def _from_standard_input() -> Found:
    """What comes in, as a file that is gone when the command ends."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-"))  # of this user alone
    click.get_current_context().call_on_close(partial(shutil.rmtree, folder, ignore_errors=True))
    path = folder / "document"
    path.write_bytes(sys.stdin.buffer.read(MOST_BYTES + 1))
    return Found(path=path, name="-")


_FILE = click.Path(exists=True, dir_okay=False)


corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="Replay this corrections.csv on what is printed; may be given several times. "
    "OUT remembers it for the next run.",
)


ocr_option = click.option(
    "--ocr",
    type=click.Choice([each.value for each in Ocr]),
    default=Ocr.AUTO.value,
    show_default=True,
    callback=lambda _context, _option, value: _readable(value),
    help="Read pages that are pictures: auto, where the extra [ocr] is installed; always, whatever "
    "text lies hidden on them.",
)


def _readable(ocr: str) -> str:
    """Wrong usage where pictures shall be read and what reads them is not installed."""
    if ocr == Ocr.ALWAYS:
        from extract.readers.pdf.engines.ocr import models

        if not models.available():
            raise click.BadParameter(f"install what reads pictures first: {install(models.EXTRA)}")
    return ocr


def place(text: str) -> Path | str:
    """A folder or file on disk, or the address of an object store."""
    return text if is_address(text) else Path(text)


def existing(text: str) -> Path | str:
    """Where the raw files are; wrong usage where that is on disk and not there."""
    raw = place(text)
    try:
        if isinstance(raw, Path) and not raw.exists():
            raise click.BadParameter(f"{inert(text)} does not exist.", param_hint="RAW")
    except OSError as error:
        said = f"{inert(text)} cannot be looked at ({error.strerror})."
        raise click.BadParameter(said, param_hint="RAW") from None
    return raw


def of_a_run(text: str) -> Path | str:
    """The place of a dataset; wrong usage where no run has ever begun there."""
    target = place(text)
    try:
        begun = was_run(target)
    except OSError as error:
        raise click.BadParameter(f"{text}: {error}", param_hint="--out") from None
    if not begun:
        raise click.BadParameter(
            f"no run has begun in {inert(text)}: name the OUT of one, or begin it with "
            "`jixiao run RAW --out OUT`.",
            param_hint="--out",
        )
    return target


def _with(command: _Command, options: Iterable[Any]) -> _Command:
    for option in reversed(tuple(options)):
        command = option(command)
    return command


def how_to_read(command: _Command) -> _Command:
    """The options of commands that read documents of a dataset: how, and with what beside them."""
    options = (
        click.option("--jobs", type=click.IntRange(1), help="Documents read at once."),
        click.option("--cluster", metavar="ADDRESS", help="Read on the workers of this Dask one."),
        click.option(
            "--deadline",
            type=click.FloatRange(0, min_open=True),
            default=Limits().seconds,
            show_default=True,
            help="Seconds that a document has, beside 2 for each of its pages.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(256),
            default=Limits().memory // MIB,
            show_default=True,
            help="MiB of memory that reading a document may take.",
        ),
        corrections_option,
        ocr_option,
        click.option(
            "--no-corrections",
            "forget_corrections",
            is_flag=True,
            help="Drop the corrections that OUT remembers from the run before.",
        ),
        click.option(
            "--contacts",
            is_flag=True,
            help="Publish names and numbers of contact persons, which are withheld otherwise.",
        ),
    )
    return _with(command, options)


def reading(command: _Command) -> _Command:
    """The arguments and options of commands that read documents into a dataset."""
    options = (
        click.argument("raw"),
        click.option(
            "--out",
            "--dataset",
            "target",
            default=OUT,
            show_default=True,
            help="Folder of the dataset, or the address of one in an object store.",
        ),
        how_to_read,
        quiet_option,
        click.option(
            "--log",
            type=click.Path(path_type=Path, dir_okay=False, writable=True),
            help="Add what happens to this file, as JSON lines.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON."),
    )
    return _with(command, options)


def given(files: tuple[Path, ...], *, forget: bool) -> dict[str, Any]:
    """What files of corrections make of a run's options; a file without any drops those before.

    Wrong usage where they are given and to be dropped at the same time.
    """
    if files and forget:
        raise click.UsageError("Give --corrections or --no-corrections, not both.")
    found = loaded(files)
    return {"corrections": found, "forget_corrections": forget or bool(files and not found)}


def loaded(files: tuple[Path, ...]) -> dict[str, tuple[str, ...]]:
    """The corrections of files, one after the other; wrong usage where one cannot be read."""
    try:
        once = dict.fromkeys(map(load_corrections, files))  # a file that is given twice counts once
        return by_document(each for corrections in once for each in corrections)
    except CorrectionsError as error:
        raise click.BadParameter(inert(str(error)), param_hint="--corrections") from None


def options_of(  # noqa: PLR0913 -- one parameter an option
    *,
    jobs: int | None,
    cluster: str | None,
    deadline: float,
    memory: int,
    corrections: tuple[Path, ...],
    ocr: str,
    forget_corrections: bool,
    contacts: bool,
) -> Options:
    """What the options of `how_to_read` ask for; wrong usage where two contradict each other."""
    return Options(
        jobs=jobs,
        cluster=cluster,
        limits=Limits(seconds=deadline, memory=memory * MIB),
        contacts=contacts,
        ocr=ocr,
        **given(corrections, forget=forget_corrections),
    )
