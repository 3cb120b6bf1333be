"""Proving a dataset against the publications that it was read from: read again, counted again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from batch.raw.discover import DiscoverError, Discovery, Found, discover
from batch.remembered import with_remembered
from batch.task import Options
from extract.model import Refused
from extract.source import find_member
from look.account import Account, account
from pipeline import load_found, run
from publish.diff import diff, told
from publish.errors import PublishError
from publish.tables.release import Release, open_release
from publish.tables.survey import Problem
from publish.verify.dataset import Verification
from store.places import open_store


def against_raw(folder: Path, raw: Path, options: Options) -> Verification:
    """Read RAW again, and hold the dataset against it; count the print of its forms' pages anew.

    Documents are read by children under limits, as in a run; the pages that are counted are those
    of documents that were read so just now.
    """
    try:
        found = discover(raw, leave_out=folder)
        dataset = open_release(folder)
        options = with_remembered(open_store(folder), options)
        options = replace(options, contacts=_holds_contacts(dataset), remembered=False)
        with tempfile.TemporaryDirectory(prefix="jixiao-") as again:
            run(raw, again, options=options)
            changes = diff(dataset, open_release(Path(again))).changes
            problems = [
                Problem(place=each.document, message=f"read again it differs: {told(each)}")
                for each in changes
            ]
            counted = Account()
            problems += _uncounted(dataset, tuple(_files(dataset, found, raw)), counted)
    except (DiscoverError, PublishError) as error:
        return Verification(proved=(), problems=(Problem(place=str(raw), message=str(error)),))
    if problems:
        return Verification(proved=(), problems=tuple(problems))
    fates = ", ".join(f"{fate} {count:,}" for fate, count in counted.fates.items())
    return Verification(
        proved=(
            f"every row, from {len(found.files):,} raw files, read again",
            f"what became of all print on {counted.pages:,} pages with forms: {fates}",
        ),
        problems=(),
    )


def _holds_contacts(dataset: Release) -> bool:
    """Was the dataset made with names and numbers of contact persons?"""
    facts = (fact for form in dataset.records("forms") for fact in form["facts"])
    return any(fact["role"] == "contact" and fact["text"] is not None for fact in facts)


def _files(dataset: Release, found: Discovery, raw: Path) -> Iterator[Found]:
    """The raw files, and the documents of the dataset that lie in them."""
    yield from found.files
    for row in dataset.records("documents"):
        name, container = row["path"], row["container_path"]
        if container and row["sha256"]:
            member = None
            with suppress(Refused, OSError):  # it is another file now, which is told as such
                member = find_member((raw.parent if raw.is_file() else raw) / name)
            if member is not None:
                path, inside = member
                yield Found(path=path, name=name, inside=inside, container=container)


def _uncounted(dataset: Release, files: tuple[Found, ...], counted: Account) -> Iterator[Problem]:
    """Pages whose print does not add up; figures are added to `counted`."""
    with_forms = {
        row["path"]
        for row in dataset.records("documents")
        if row["format"] == "pdf" and row["forms"]
    }
    for file in files:
        if file.name not in with_forms:
            continue
        try:
            of_file = account(load_found(file))
        except Refused as refusal:
            yield Problem(place=file.name, message=f"it cannot be counted: {refusal}")
            continue
        counted.add(of_file)
        for wrong in of_file.wrong:
            yield Problem(place=file.name, message=wrong)
