"""Proving a bag of the archive: its files, its raw files, and the dataset in it (存档包校验)."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import bagit

from publish.payload_names import RAW_COLUMNS, RAW_LIST, Inside, nothing_inside, raw_file_of
from publish.tables.release import ReleaseError, open_release
from publish.tables.survey import Problem, sha256
from publish.verify.dataset import Verification, verify_release


def verify(folder: Path, inside: Inside = nothing_inside) -> Verification:
    """Prove a folder: a bag where it says that it is one, a dataset otherwise.

    `inside` looks into raw files of a bag, where documents lie in one.
    """
    return verify_bag(folder, inside) if (folder / "bagit.txt").exists() else verify_release(folder)


def verify_bag(folder: Path, inside_raw: Inside = nothing_inside) -> Verification:
    """Prove a bag, file by file, and the dataset in it; nothing of it is fetched or run."""
    problems = tuple(_links(folder)) or (*_bag(folder), *_program(folder))
    dataset = verify_release(folder / "data" / "dataset")
    inside = [
        replace(each, place=f"data/dataset/{each.place}")
        if not each.place.startswith(str(folder))
        else each
        for each in dataset.problems
    ]
    raw = tuple(_raw(folder / "data", inside_raw)) if not inside else ()
    proved = [] if problems else ["every file of the bag by its manifest"]
    if dataset.proved and not raw:
        proved.append("the raw files are those of the table documents")
    return Verification(proved=(*proved, *dataset.proved), problems=(*problems, *inside, *raw))


def _program(folder: Path) -> Iterator[Problem]:
    """The program that made the dataset is there."""
    if (folder / "data").is_dir() and not (folder / "data" / "code" / "pipeline.py").is_file():
        yield Problem(place="data/code", message="the program that made the dataset is missing")


def _links(folder: Path) -> Iterator[Problem]:
    """A bag holds plain files only: links and devices could lead a proof anywhere."""
    for inside, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(inside, name)
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                place = path.relative_to(folder).as_posix()
                yield Problem(place=place, message="a link or a device; a bag holds plain files")


def _bag(folder: Path) -> Iterator[Problem]:
    bagit.LOGGER.disabled = True  # it would print names of files as they are
    if (folder / "fetch.txt").exists():
        yield Problem(place="fetch.txt", message="the bag asks to fetch files: nothing is fetched")
    try:
        bag = bagit.Bag(str(folder))
        try:
            bag.validate()
        except bagit.BagValidationError as error:
            yield from [_detail(each) for each in error.details] or _all(bag)
    except (bagit.BagError, OSError, ValueError):
        yield Problem(place="bagit.txt", message=_NO_BAG)


_NO_BAG = (
    "this is no bag that can be read: bagit.txt, bag-info.txt, data/ and the lists "
    "manifest-sha256.txt and tagmanifest-sha256.txt must be there, whole, in UTF-8"
)


def _all(bag: bagit.Bag) -> Iterator[Problem]:
    """The library stops at the first count that differs: here every file is named."""
    stated = bag.info.get("Payload-Oxum")
    sizes = [path.stat().st_size for path in Path(bag.path, "data").rglob("*") if path.is_file()]
    if stated == f"{sum(sizes)}.{len(sizes)}":
        yield Problem(place="bagit.txt", message=_NO_BAG)
    else:
        said = f"it states bytes and files of the bag as {stated}, data/ holds {sum(sizes)} bytes"
        yield Problem(place="bag-info.txt", message=f"{said} in {len(sizes)} files")
    missing, unexpected = bag.compare_manifests_with_fs()
    yield from (_detail(bagit.FileMissing(path)) for path in sorted(missing))
    yield from (_detail(bagit.UnexpectedFile(path)) for path in sorted(unexpected))
    for path, hashes in sorted(bag.entries.items()):
        expected = hashes.get("sha256")
        file = Path(bag.path, path)
        if expected and file.is_file() and (found := sha256(file)) != expected.lower():
            yield _detail(bagit.ChecksumMismatch(path, "sha256", expected, found))


def _detail(error: Exception) -> Problem:
    if isinstance(error, bagit.ChecksumMismatch):
        said = f"its {error.algorithm} is {error.found}, the manifest states {error.expected}"
        return Problem(place=error.path, message=f"{said}: the file was changed or damaged")
    if isinstance(error, bagit.FileMissing):
        return Problem(place=error.path, message="the file is missing, the manifest names it")
    if isinstance(error, bagit.UnexpectedFile):
        return Problem(place=error.path, message="no manifest names the file")
    return Problem(place="bagit.txt", message=_NO_BAG)


def _raw(data: Path, inside: Inside) -> Iterator[Problem]:
    """Every document of the dataset has its raw file, byte for byte."""
    listed: dict[str, tuple[str, str]] = {}
    try:
        with (data / RAW_LIST).open(encoding="utf-8", newline="") as listing:
            for line in csv.DictReader(listing):
                path, payload, digest = (line[name] for name in RAW_COLUMNS)
                listed[path] = (payload, digest)
        documents = list(open_release(data / "dataset").records("documents"))
    except (OSError, ValueError, KeyError, csv.Error, ReleaseError) as error:
        yield Problem(place=f"data/{RAW_LIST}", message=f"it cannot be read ({error})")
        return
    for row in documents:
        path, known = row["path"], row["sha256"]
        if known is None:
            continue
        held = None if path in listed else raw_file_of(path, listed)
        name, rest = held or (path, "")
        payload, digest = listed.get(name, ("", ""))
        file = data / payload
        if not payload or not file.resolve().is_relative_to(data.resolve()) or not file.is_file():
            message = f"the raw file of the document {path} is missing"
            yield Problem(place=f"data/{payload or RAW_LIST}", message=message)
        elif (inside(file, rest) if rest else _proved(file, digest)) != known:
            message = f"it is not the file that the document {path} was read from"
            yield Problem(place=f"data/{payload}", message=message)


def _proved(file: Path, stated: str) -> str:
    """The hash of a raw file; nothing where the list of raw files states another."""
    found = sha256(file)
    return found if found == stated else ""
