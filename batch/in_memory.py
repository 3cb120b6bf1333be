"""A few documents at once in memory, as `check` looks at them; batches use the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from batch.raw.copies import copies
from batch.raw.discover import Found
from batch.raw.manifest import Stated
from normalize.documents import Records, as_copy
from reconcile import Books


def read_together(files: Iterable[Found], read_one: Callable[[Found], Records]) -> list[Records]:
    """The records of files; what has the same bytes is given once, and its copies without forms."""
    files = tuple(files)
    read = [read_one(each) for each in files]
    stated = {each.name for each in files if each.stated != Stated()}
    named = [(file.name, each.document) for file, each in zip(files, read, strict=True)]
    found = copies(named, stated)
    return [
        as_copy(each, found[at].number, of=found[at].of) if at in found else each
        for at, each in enumerate(read)
    ]


def open_books(documents: Iterable[Records]) -> Books:
    """All documents together, as the rules of reconciliation look at them."""
    documents = tuple(documents)
    return Books.open(
        documents=(each.document for each in documents),
        forms=(row for each in documents for row in each.forms),
        funding=(row for each in documents for row in each.funding),
        indicators=(row for each in documents for row in each.indicators),
        issues=(row for each in documents for row in each.issues),
    )
