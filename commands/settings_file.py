"""jixiao.toml: defaults of options, kept with the publications, the dataset or the work.

It is looked for in the current folder, in RAW and in OUT; what stands nearer to the dataset wins,
and what a command is given wins over all. Paths in it are those beside the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from batch.raw.discover import SETTINGS, is_address
from batch.task import Limits
from extract.model import FONTS, Ocr
from extract.words.text import inert
from say import ENVIRONMENT, Language, settle

MIB = 1024 * 1024
OUT = "data/out"
"""The dataset where nobody names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A setting: how it must be written, and which parameters of commands it is the default of."""

    parameters: tuple[str, ...]
    default: object
    said: str
    fits: Callable[[Any], bool]
    is_path: bool = False
    variable: str | None = None
    """The environment variable that has a say before the file."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_number(value: Any, least: float, *, whole: bool) -> bool:
    kinds = (int,) if whole else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool) and value >= least


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


KEYS = {
    "raw": Key(parameters=("raw",), default=None, said="a text", fits=_is_text, is_path=True),
    "out": Key(
        parameters=("target", "dataset"), default=OUT, said="a text", fits=_is_text, is_path=True
    ),
    "corrections": Key(
        parameters=("corrections",),
        default=None,
        said="a list of texts",
        fits=_are_texts,
        is_path=True,
    ),
    "jobs": Key(
        parameters=("jobs",),
        default=None,
        said="a whole number from 1 on",
        fits=lambda value: _is_number(value, 1, whole=True),
    ),
    "deadline": Key(
        parameters=("deadline",),
        default=Limits().seconds,
        said="a number of seconds",
        fits=lambda value: _is_number(value, 0.001, whole=False),
    ),
    "memory": Key(
        parameters=("memory",),
        default=Limits().memory // MIB,
        said="a whole number of MiB from 256 on",
        fits=lambda value: _is_number(value, 256, whole=True),
    ),
    "ocr": Key(
        parameters=("ocr",),
        default=Ocr.AUTO.value,
        said=", ".join(f'"{each.value}"' for each in Ocr),
        fits=lambda value: value in {each.value for each in Ocr},
    ),
    "fonts": Key(
        parameters=("fonts",),
        default=None,
        said="a text",
        fits=_is_text,
        is_path=True,
        variable=FONTS,
    ),
    "lang": Key(
        parameters=(),
        default=None,
        said='"en", "zh"',
        fits=lambda value: value in set(Language),
        variable=ENVIRONMENT,
    ),
}
"""What may stand in the file, in the order in which `settings` shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value that a file states."""

    value: Any
    file: Path


def gathered(raw: str | None, out: str | None) -> dict[str, Stated]:
    """What the files state that belong to these places; raises UsageError where one is wrong."""
    found: dict[str, Stated] = {}
    read: set[Path] = set()

    def take(place: object) -> dict[str, Stated]:
        folder = Path() if place is None else Path(str(place))
        if is_address(str(place)) or folder.absolute() in read or not _is_there(folder / SETTINGS):
            return {}
        read.add(folder.absolute())
        return dict(_read(folder / SETTINGS))

    def place(given: str | None, key: str, default: str | None) -> str | None:
        return given or (str(found[key].value) if key in found else default)

    found |= take(None)
    if (named := place(raw, "raw", None)) is not None:
        found |= take(named)
    found |= take(place(out, "out", OUT))
    if named is None and "raw" in found:
        found = take(found["raw"].value) | found
    return found


def _is_there(path: Path) -> bool:
    """Is the file there? Where nobody may look, the command says what is wrong."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read(path: Path) -> Iterator[tuple[str, Stated]]:
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"{inert(str(path))} cannot be read: {error}") from error
    for name, value in stated.items():
        key = KEYS.get(name)
        if key is None:
            near = get_close_matches(name, KEYS, n=1) or KEYS
            raise click.UsageError(
                f"{inert(str(path))}: there is no setting {inert(name)}; did you mean "
                f"{' or '.join(near)}?"
            )
        if not key.fits(value):
            raise click.UsageError(f"{inert(str(path))}: {name} must be {key.said}.")
        yield name, Stated(value=_beside(path, value) if key.is_path else value, file=path)


def _beside(path: Path, value: Any) -> Any:
    if isinstance(value, list):
        return [_beside(path, each) for each in value]
    return value if is_address(value) else str(path.parent / value)


class Settled(click.Command):
    """A command whose options have the defaults of the files of settings."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Look for the files where the arguments lead, then take the arguments."""
        stated = gathered(*self._places(ctx, args))
        ctx.default_map = dict(self._defaults(stated))
        if "lang" in stated:
            settle(Language(stated["lang"].value))
        return super().parse_args(ctx, args)

    def _places(self, ctx: click.Context, args: list[str]) -> tuple[str | None, str | None]:
        """RAW and OUT as they are given; what is wrong with the arguments is said later."""
        try:
            given, _, _ = self.make_parser(ctx).parse_args(list(args))
        except click.UsageError:
            return None, None
        texts = {name: value for name, value in given.items() if isinstance(value, str)}
        names = (*KEYS["out"].parameters, "given")  # `given`: the dataset as an argument
        return texts.get("raw"), next((texts[each] for each in names if each in texts), None)

    def _defaults(self, stated: Mapping[str, Stated]) -> Iterator[tuple[str, Any]]:
        mine = {each.name: each for each in self.params}
        for key, each in stated.items():
            for name in KEYS[key].parameters:
                if name in mine:
                    value = each.value
                    yield name, [value] if mine[name].nargs == -1 else value
