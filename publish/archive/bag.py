"""A bag for the archive: raw files, dataset, program and how it was made (存档包, BagIt)."""

from __future__ import annotations

import csv
import hashlib
import json
import platform
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from string import Template
from typing import Any

import bagit
import regex

from publish.archive.one_name import program
from publish.atomic import fresh
from publish.descriptor import RIGHTS
from publish.errors import PublishError
from publish.payload_names import (
    RAW_COLUMNS,
    RAW_LIST,
    Inside,
    nothing_inside,
    payload_names,
    raw_file_of,
)
from publish.tables.release import Release, open_release
from publish.tables.survey import DESCRIPTOR, RUN_RECORD, sha256
from publish.verify.bag import verify_bag
from publish.verify.dataset import verify_release

HOW = "HOW-IT-WAS-MADE.md"
MANIFEST = "manifest.csv"
_ROOT = Path(__file__).parents[2]
_NEEDED = ("pyproject.toml", "constraints.txt", "pipeline.py", "LICENSE", "docs/columns.md")
"""What a program in a bag has at the least; without it nobody could run it in thirty years."""
_REQUIREMENT = regex.compile(r"[A-Za-z0-9._-]+")


class ArchiveError(PublishError):
    """A bag cannot be made; the message says what a person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a dataset was made from: raw files by name, manifest.csv among them, and corrections."""

    raw: Mapping[str, Path]
    corrections: tuple[Path, ...] = ()
    inside: Inside = nothing_inside
    """Looks into raw files, where documents lie in one."""


def write_bag(folder: Path, origin: Origin, bag: Path, *, versions: Mapping[str, str]) -> Path:
    """Write the dataset of `folder` and what it was made from into a new bag.

    `versions` are those of this program. The bag gets its name when it is whole and proved.
    Raises ArchiveError where the dataset is not sound, the raw files are not those it was made
    from, another program made it, its corrections are not given, or the bag exists.
    """
    release = _sound(folder)
    _made_by(release, versions)
    with fresh(bag) as made:
        made.mkdir()
        _fill(made, release, origin)
        try:
            _bag(made, release)
        except bagit.BagError as error:
            raise ArchiveError(f"{bag} cannot be written ({error}).") from error
        if problems := verify_bag(made, origin.inside).problems:
            listed = "; ".join(map(str, problems[:3]))
            raise ArchiveError(f"{bag} does not prove, a defect to report: {listed}")
    return bag


def _sound(folder: Path) -> Release:
    problems = verify_release(folder).problems
    if problems:
        listed = "; ".join(str(problem) for problem in problems[:3])
        raise ArchiveError(f"{folder} is not sound, run again: {listed}")
    return open_release(folder)


def _made_by(release: Release, versions: Mapping[str, str]) -> None:
    """The program that goes into the bag is the one that made the dataset."""
    for name, ours in versions.items():
        if release.versions[name] != ours:
            raise ArchiveError(
                f"The dataset was made with {name} {release.versions[name]}, this program has "
                f"{ours}: archive with the program that made it, or run again."
            )


def _fill(made: Path, release: Release, origin: Origin) -> None:
    _copy_raw(made, release, origin.raw, origin.inside)
    corrections = _copy_corrections(made, release, origin.corrections)
    for file in release.files:
        _copy(file.path, made / "dataset" / file.name)
    for name in (DESCRIPTOR, RUN_RECORD):
        _copy(release.folder / name, made / "dataset" / name)
    _write_program(made / "code")
    how = _how(release, _code_sha256(made / "code"), corrections)
    (made / HOW).write_text(how, encoding="utf-8")


def _write_program(code: Path) -> None:
    """The program that runs here, as in a checkout, whether it runs from one or is installed."""
    files = program(_ROOT)
    if lost := [name for name in _NEEDED if name not in files]:
        raise ArchiveError(
            f"The program that runs here is not whole, so that the bag could not hold it: it lacks "
            f"{', '.join(lost)}. Install it again, or archive from a checkout of its repository."
        )
    for name, data in files.items():
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_bytes(data)


def _copy_corrections(made: Path, release: Release, given: tuple[Path, ...]) -> list[str]:
    """The files of corrections in their order; the paths that they have in the bag."""
    corrected = _run(release).get("corrected", 0)
    if corrected and not given:
        raise ArchiveError(
            f"{corrected} texts of the dataset are corrected: name the files that `run` replayed "
            "with --corrections, in the same order."
        )
    names = payload_names(f"corrections/{n:02d}-{path.name}" for n, path in enumerate(given, 1))
    for path, name in zip(given, names.values(), strict=True):
        _copy(path, made / name)
    return list(names.values())


def _copy_raw(made: Path, release: Release, raw: Mapping[str, Path], inside: Inside) -> None:
    """Every raw file, proved against the dataset's documents, and the list of them."""
    hashes = {row["path"]: row["sha256"] for row in release.records("documents")}
    if strangers := sorted(set(raw) - set(hashes) - {MANIFEST}):
        raise ArchiveError(
            f"The dataset knows nothing of {', '.join(strangers[:3])}: run again over the raw "
            "folder, or name the folder it was made from with --raw."
        )
    names = payload_names(raw)
    with (made / RAW_LIST).open("w", encoding="utf-8", newline="") as listing:
        writer = csv.writer(listing)  # ends lines as RFC 4180 does, and quotes what looks so
        writer.writerow(RAW_COLUMNS)
        for path in sorted(raw):
            target = made / "raw" / names[path]
            _copy(raw[path], target)
            found = sha256(target)
            if hashes.get(path) not in (None, found):
                raise ArchiveError(f"{path} is not the file that the dataset was made from.")
            writer.writerow((path, f"raw/{names[path]}", found))
    known = {path: hash_ for path, hash_ in hashes.items() if hash_ and path not in raw}
    if lost := sorted(path for path in known if not _lies_in(path, known[path], raw, inside)):
        raise ArchiveError(
            f"The raw folder lacks {', '.join(lost[:3])}, which the dataset was made from: name "
            "the right folder with --raw."
        )


def _lies_in(path: str, known: str, raw: Mapping[str, Path], inside: Inside) -> bool:
    """Is a document, with these very bytes, in one of the raw files?"""
    held = raw_file_of(path, raw)
    return held is not None and inside(raw[held[0]], held[1]) == known


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = source.open("rb")
    except OSError as error:
        raise ArchiveError(
            f"{source} cannot be read ({error.strerror}), and a bag needs every file that the "
            "dataset was made from: make it readable, or take it away, and run again."
        ) from error
    with opened, target.open("wb") as copy:
        shutil.copyfileobj(opened, copy)


def _bag(made: Path, release: Release) -> None:
    bagit.LOGGER.disabled = True  # it would print names of raw files as they are
    info = {
        "External-Description": "Performance targets (绩效目标): publications, dataset, program",
        **{f"Jixiao-{name.replace('_', '-').title()}": v for name, v in release.versions.items()},
    }
    bagit.make_bag(str(made), info, checksums=["sha256"])


def _code_sha256(code: Path) -> str:
    """One hash over the sources: that of their lines `<sha256>  <path>` in order."""
    digest = hashlib.sha256()
    paths = sorted(path.relative_to(code).as_posix() for path in code.rglob("*") if path.is_file())
    for path in paths:
        digest.update(f"{sha256(code / path)}  {path}\n".encode())
    return digest.hexdigest()


def _run(release: Release) -> dict[str, Any]:
    run: dict[str, Any] = json.loads((release.folder / RUN_RECORD).read_text(encoding="utf-8"))
    return run


def _how(release: Release, code_sha256: str, corrections: list[str]) -> str:
    template = Path(__file__).parent.joinpath("how_it_was_made.md").read_text(encoding="utf-8")
    run = _run(release)
    statuses = ", ".join(f"{status} {count}" for status, count in run["statuses"].items())
    return Template(template).substitute(
        {name: run[name] for name in ("documents", "forms", "funding", "indicators", "rows_seen")},
        statuses=f"Status of the files: {statuses}",
        finished=run["finished"],
        code_sha256=code_sha256,
        python=f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        python_minor=".".join(platform.python_version_tuple()[:2]),
        libraries=", ".join(_libraries()),
        options="".join(f" --corrections ../{name}" for name in corrections),
        rights=RIGHTS,
        **release.versions,
    )


def _libraries() -> Iterator[str]:
    """The libraries that the program asks for, with the version installed."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        if match := _REQUIREMENT.match(requirement):
            with suppress(PackageNotFoundError):  # it is for another system
                yield f"{match[0]} {version(match[0])}"
