"""Corrections belong to the dataset: a run that is given none replays those of the run before."""

from __future__ import annotations

from dataclasses import replace

from batch.task import Options
from normalize.corrections.file import CorrectionsError, read_corrections, written_corrections
from normalize.corrections.replay import Correction, by_document
from publish.errors import PublishError
from store.places import WORK, Store

REMEMBERED = f"{WORK}/corrections.csv"
"""Where a dataset keeps them, below OUT."""


def with_remembered(store: Store, options: Options) -> Options:
    """The options with the corrections that the dataset remembers, where a run is given none.

    Raises PublishError where what is remembered cannot be read.
    """
    if options.corrections or options.forget_corrections:
        return options
    data = store.read(REMEMBERED)
    if data is None:
        return options
    try:
        kept = read_corrections(data.decode("utf-8"))
    except (CorrectionsError, UnicodeDecodeError) as error:
        raise PublishError(
            f"{store.place}/{REMEMBERED}, {error} Give the corrections again with --corrections, "
            "or drop them with --no-corrections."
        ) from error
    return replace(options, corrections=by_document(kept), remembered=bool(kept))


def remember(store: Store, options: Options) -> None:
    """Keep the corrections of a run for the next one; forget them where a run drops them."""
    if options.forget_corrections:
        store.remove(REMEMBERED)
    elif options.corrections and not options.remembered:
        given = (
            Correction.of_text(text) for texts in options.corrections.values() for text in texts
        )
        store.write(REMEMBERED, written_corrections(given).encode())
