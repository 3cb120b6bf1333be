"""A few documents at once in memory, as `check` looks at them; batches use the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from batch.raw.copies import copies
from batch.raw.discover import Discovery, Found
from batch.raw.manifest import Stated
from batch.unfold import unfolded
from extract.model import Member
from normalize.document_records import Records, as_copy
from reconcile import Books


def read_together(
    found: Iterable[Discovery], read_one: Callable[[Found], Records]
) -> list[Records]:
    """The records of the files of several places, and of what lies in them.

    Files of different places may bear one name. What has the same bytes is given once, and its
    copies without forms.
    """
    pairs = [pair for each in found for pair in read_unfolded(each, read_one).values()]
    files = tuple(file for file, _ in pairs)
    read = [records for _, records in pairs]
    stated = {each.name for each in files if each.stated != Stated()}
    named = [
        (file.name, each.document.document_id, each.document.status == "refused")
        for file, each in zip(files, read, strict=True)
    ]
    twins = copies(named, stated)
    return [
        as_copy(each, twins[at].number, of=twins[at].of) if at in twins else each
        for at, each in enumerate(read)
    ]


def read_unfolded(
    found: Discovery, read_one: Callable[[Found], Records]
) -> dict[str, tuple[Found, Records]]:
    """Name → file and records, of files and of what lies in them, in the order of a run."""
    read: dict[str, tuple[Found, Records]] = {}
    members: dict[str, tuple[Member, ...]] = {}
    while True:
        files = unfolded(found, members)
        new = [x for x in files if x.name not in read or read[x.name][0].opens != x.opens]
        if not new:
            return {each.name: read[each.name] for each in files}
        for each in new:
            records = read_one(each)
            members.setdefault(each.name, records.members)
            read[each.name] = each, records


def open_books(documents: Iterable[Records]) -> Books:
    """All documents together, as the rules of reconciliation look at them."""
    documents = tuple(documents)
    return Books.open(
        documents=(each.document for each in documents),
        forms=(row for each in documents for row in each.forms),
        funding=(row for each in documents for row in each.funding),
        indicators=(row for each in documents for row in each.indicators),
        issues=(row for each in documents for row in each.issues),
        tables=(row for each in documents for row in each.budget_tables),
        amounts=(row for each in documents for row in each.budget_lines),
    )
