"""Proving a published dataset: bytes, schema, keys, ledger, counts and order (数据集校验)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from normalize.records import TABLES
from publish.descriptor import describe
from publish.errors import PublishError
from publish.tables.survey import (
    DESCRIPTOR,
    RUN_RECORD,
    VERSIONS,
    Problem,
    Survey,
    hash_problem,
    survey,
)
from publish.verify.across_tables import Across
from publish.verify.counts import record_problems
from publish.verify.file import file_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a proof came to: what was looked at, everything that is wrong, what was left out."""

    proved: tuple[str, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()


def verify_release(folder: Path) -> Verification:
    """Prove the dataset of a folder; nothing is raised for what is wrong with it."""
    found = survey(folder)
    problems = list(found.problems)
    if found.files:
        problems += _descriptor(folder, found)
        for file in found.files:
            problems += file_problems(file, found)
    if problems:  # a file that does not fit would be found again by every proof across the tables
        return Verification(proved=(), problems=tuple(dict.fromkeys(problems)))
    across = Across(found.files)
    between, counted = tuple(across.problems()), tuple(record_problems(folder, found))
    proved = [
        f"bytes and SHA-256 of {len(found.files)} files as {DESCRIPTOR} states them",
        f"schema, closed sets and nulls as declared, {_versions(found)}",
    ]
    if not between:
        keys = sum(1 + len(table.references) for table in TABLES)
        documents = across.rows["documents"]
        proved.append(f"{keys} primary and foreign keys, and the ids as content")
        proved.append(f"the ledger of {documents:,} documents, and the published order")
    if not counted:
        counts = ", ".join(f"{table} {rows:,}" for table, rows in across.rows.items())
        proved.append(f"every count of {RUN_RECORD}, from the tables: {counts}")
    return Verification(proved=tuple(proved), problems=(*between, *counted))


def _versions(found: Survey) -> str:
    return ", ".join(f"{name} {found.versions[name][:16]}" for name in VERSIONS)


def _descriptor(folder: Path, found: Survey) -> Iterator[Problem]:
    """datapackage.json is there, names every file with its bytes, and is what derives from them."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        yield Problem(place=DESCRIPTOR, message="missing: nothing states what the files should be")
        return
    if not found.stated:
        return
    problems = [hash_problem(file, found.stated) for file in found.files]
    wrong = [problem for problem in problems if problem]
    have = {file.name for file in found.files}
    wrong += [
        Problem(place=name, message=f"the file is missing, {DESCRIPTOR} names it")
        for name in sorted(set(found.stated) - have)
    ]
    yield from wrong
    if not wrong and not found.problems:
        try:
            derived = describe(folder)
        except PublishError as error:
            yield Problem(place=DESCRIPTOR, message=str(error))
            return
        if path.read_bytes() != derived.encode():
            message = "it is not what derives from the files: it was changed by hand"
            yield Problem(place=DESCRIPTOR, message=message)
