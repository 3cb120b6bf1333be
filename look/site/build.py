"""A dataset → the review site: data of every document, queue, search, overview, pictures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from look.site.bands import bands, places
from look.site.bundles import Bundle, bundles
from look.site.doubts import Item
from look.site.evidence import PICTURED, Shown, Wanted, show
from look.site.index import Index
from look.site.pages import page
from look.site.pictured import Pictured
from look.site.queue import items
from look.site.raw_files import RawFile, raw_file
from publish.tables.release import Release

MARK = "jixiao-review.json"
"""Lies in every site: only a folder that holds it is ever replaced."""
_STATIC = ("index.html", "assets")


class SiteError(Exception):
    """The site cannot be written; the message says what a person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was built: where, how much, and of which documents the pictures are missing."""

    site: Path
    documents: int
    queue: int
    pictures: int
    tables: int
    without_pictures: tuple[Shown, ...]
    missing_fonts: frozenset[str]


Progress = Callable[[int], None]
"""Told how many documents are done."""


def build(  # noqa: PLR0913 -- what, where, from what, how
    release: Release,
    site: Path,
    *,
    raw: Path | None = None,
    pictured: Pictured = Pictured.ALL,
    fonts: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> Built:
    """Write the site, replacing the one that stood there.

    `raw` is the folder that the dataset was read from; without it there are no pictures. They are
    drawn with the system's fonts, or those of the folder `fonts`. Raises
    SiteError, and ReleaseError where the dataset cannot be read.
    """
    _refuse_strangers(site)
    part = site.with_name(f".{site.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        built = _build(release, part, raw, pictured, fonts, workers, progress)
        shutil.rmtree(site, ignore_errors=True)
        part.rename(site)
    except OSError as error:
        raise SiteError(
            f"{site} cannot be written ({error.strerror}): choose another folder with --site."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return replace(built, site=site)


def _refuse_strangers(site: Path) -> None:
    if site.exists() and any(site.iterdir()) and not (site / MARK).exists():
        raise SiteError(f"{site} holds something else: choose an empty folder with --site.")


def _build(  # noqa: PLR0913, PLR0917 -- the options of `build`, passed on
    release: Release,
    site: Path,
    raw: Path | None,
    pictured: Pictured,
    fonts: Path | None,
    workers: int,
    progress: Progress,
) -> Built:
    _write_static(site)
    index = Index(site, release)
    waiting: list[Future[Shown]] = []
    # A process of its own for every drawer: PDFium knows no threads.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for done, bundle in enumerate(bundles(release), 1):
            found = list(items(bundle))
            file = _raw_file(bundle, raw, site)
            wanted = None if file is None else _wanted(bundle, found, file, pictured)
            index.add(bundle, found, page(bundle) | _beside(bundle, file, wanted))
            if wanted is not None:
                waiting.append(pool.submit(show, wanted, site, fonts))
            progress(done)
        drawn = list(_finished(waiting))
    index.close()
    return Built(
        site=site,
        documents=index.documents,
        queue=index.queued,
        pictures=sum(each.pictures for each in drawn),
        tables=sum(each.tables for each in drawn),
        without_pictures=tuple(each for each in drawn if each.problem),
        missing_fonts=frozenset(name for each in drawn for name in each.missing_fonts),
    )


def _finished(waiting: list[Future[Shown]]) -> Iterator[Shown]:
    for each in waiting:
        yield each.result()


def _raw_file(bundle: Bundle, raw: Path | None, site: Path) -> RawFile | None:
    document = bundle.document
    if raw is None or document.sha256 is None:
        return None
    return raw_file(raw, document.path, document.document_id, site)


def _wanted(bundle: Bundle, found: list[Item], file: RawFile, pictured: Pictured) -> Wanted | None:
    """What is to be shown of a document; None where it has nothing, or none is asked for."""
    document = bundle.document
    if document.format is None or document.sha256 is None or document.status == "refused":
        return None
    doubted = {f"b{item.table_no}" if item.table_no else str(item.form_no) for item in found}
    chosen = tuple(
        band for band in bands(bundle) if pictured is Pictured.ALL or band.form in doubted
    )
    paged = document.format in PICTURED
    bare = not bundle.forms and not bundle.budget_tables and document.status != "partial"
    unasked = pictured is Pictured.NONE or (pictured is Pictured.QUEUE and not found)
    if (paged and not chosen) or bare or unasked:
        return None
    return Wanted(
        document_id=document.document_id,
        sha256=document.sha256,
        format=document.format,
        encoding=document.encoding,
        scanned=document.read_by is not None,
        raw=file,
        bands=chosen,
        places=places(bundle),
    )


def _beside(bundle: Bundle, file: RawFile | None, wanted: Wanted | None) -> dict[str, Any]:
    """What the page of a document shows beside its values, and where its raw file lies."""
    shown = None
    if wanted is not None:
        shown = "pictures" if wanted.format in PICTURED else "tables"
    linked = file is not None and not (file.as_text and wanted is None)
    raw = (
        {"href": file.address, "inside": file.inside, "text": file.as_text}
        if file and linked
        else None
    )
    return {"shown": shown, "paged": bundle.document.format in PICTURED, "raw": raw}


def _write_static(site: Path) -> None:
    """The pages and their scripts, which are the same for every dataset."""
    source = Path(__file__).parent.joinpath("static")
    for each in source.iterdir():
        if each.is_file():
            target = site / ("assets" if not each.name.endswith(".html") else "") / each.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(each.read_bytes())
    mark = {"what": "A review site of Jixiao; built anew by `jixiao review`."}
    (site / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
