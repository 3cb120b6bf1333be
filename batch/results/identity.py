"""What a result depends on beside its document: the program, its words, the libraries under it.

In development code changes while the version does not, so the sources themselves are hashed: a
result that other code made is never served.
"""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

from batch.raw.discover import Found
from batch.raw.manifest import Stated
from publish.version import program_version, version_of

READS = (
    "extract",
    "normalize",
    "say",
    "batch/children/refusal.py",
    "pipeline.py",
    "batch/results/file.py",
    "batch/results/column_types.py",
    *(f"reconcile/{each}.py" for each in ("between/facts", "books", "long_texts", "rows", "words")),
    "reconcile/words.toml",
)
"""Sources that decide what is read of one document."""
PUBLISHES = (*READS, "batch", "publish", "reconcile", "store")
"""Sources that decide what is published of all."""
_ENGINES = ("chardet", "lxml", "pdfminer.six", "pdfplumber", "pikepdf", "pyarrow")
_MORE_ENGINES = ("pandas", "pypdfium2", "regex")
_PICTURES = ("rapidocr", "onnxruntime", "opencv-python-headless", "numpy")
"""What reads pages from their pictures, where it is installed."""
_ROOT = Path(__file__).parents[2]


@cache
def vocabulary_sha256() -> str:
    """One hash over the words in data: labels and vocabulary of every room."""
    digest = hashlib.sha256()
    for room in (
        "extract/words",
        "extract/budgets",
        "normalize/vocabulary",
        "normalize/codes",
        "reconcile",
    ):
        for file in sorted((_ROOT / room).glob("*.toml")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def identity(sources: tuple[str, ...]) -> str:
    """One hash over the program's version, those sources with their data, Python, the libraries."""
    digest = hashlib.sha256()
    digest.update(f"python {sys.version_info[:2]} {unicodedata.unidata_version}\n".encode())
    digest.update(f"jixiao {program_version()}\n".encode())
    for name in (*_ENGINES, *_MORE_ENGINES, *_PICTURES):
        digest.update(f"{name} {version_of(name)}\n".encode())
    for path in sorted(set(_files(sources))):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_ROOT).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def result_key(identity: str, found: Found, content: str) -> str:
    """The name of a result: what was read, and everything that what is read of it hangs on."""
    stated = _told(found.stated)
    about = (found.corrections, found.container, found.opens, found.contacts, found.ocr)
    facts = (identity, content, found.name, stated, *about)
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


@cache
def _told(stated: Stated) -> dict[str, object]:
    """What is stated, as it goes into keys: of most documents the same, nothing."""
    return asdict(stated)


def _files(sources: tuple[str, ...]) -> Iterator[Path]:
    for source in sources:
        path = _ROOT / source
        if path.is_file():
            yield path
        for kind in ("*.py", "*.toml", "*.ttf"):
            yield from path.rglob(kind)
