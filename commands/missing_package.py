"""A command that cannot be loaded says which package it lacks; the others work."""

from __future__ import annotations

from typing import NoReturn

import click

_OURS = (
    *("batch", "commands", "extract", "insight", "jixiao", "look", "normalize"),
    *("pipeline", "publish", "reconcile", "say", "store"),
)


def lacking(name: str, error: ImportError) -> click.ClickException:
    """What a command says whose package cannot be loaded.

    Raises the error where what is missing is our own: a defect, and no package mends it.
    """
    missing = error.name or str(error)
    if missing.partition(".")[0] in _OURS:
        raise error
    return click.ClickException(
        f"`{name}` needs the package {missing}, which cannot be loaded ({error}): install "
        "the program again as docs/installing.md says."
    )


def stand_in(name: str, error: ImportError) -> click.Command:
    """A command that only tells what is missing, whatever it is given.

    Raises the error where what is missing is our own.
    """
    told = lacking(name, error)

    def tell() -> NoReturn:
        raise told

    return click.Command(
        name,
        callback=tell,
        params=[],
        short_help=f"Not available: the package {error.name or error} cannot be loaded.",
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
