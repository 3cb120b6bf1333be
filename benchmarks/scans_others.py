"""Other readers of scans, for comparison only: each is left out where it is not installed.

Tesseract (Apache-2.0) knows no tables: a cell counts as right where its text stands anywhere on the
page. img2table (MIT) finds tables, and reads them with Tesseract; the environment variable
IMG2TABLE_PYTHON names the interpreter that has it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from benchmarks.scans_compared import Read, plain
from extract.readers.pdf.engines.pdfium import PdfiumEngine

_LANGUAGE = "chi_sim"
_BESIDE = Path(__file__).with_name("scans_img2table.py")


def contenders() -> dict[str, Callable[[Path], Read]]:
    """Those that are installed, by their names."""
    known = {"Tesseract": tesseract, "img2table + Tesseract": img2table}
    left_out = missing()
    return {name: reader for name, reader in known.items() if name not in left_out}


def missing() -> dict[str, str]:
    """Those that are not, and why."""
    found: dict[str, str] = {}
    if shutil.which("tesseract") is None or _LANGUAGE not in _said("tesseract", "--list-langs"):
        why = f"no tesseract with {_LANGUAGE} (Debian: tesseract-ocr-chi-sim)"
        found |= {"Tesseract": why, "img2table + Tesseract": why}
    elif _said(_python(), "-P", str(_BESIDE)).strip() != "[]":
        found["img2table + Tesseract"] = "IMG2TABLE_PYTHON names no interpreter that has img2table"
    return found


def tesseract(path: Path) -> Read:
    """All text of the pages."""
    with _pictures(path) as pictures:
        texts = [_said("tesseract", each, "-", "-l", _LANGUAGE, "--psm", "11") for each in pictures]
    return Read({}, text=plain("".join(texts)))


def img2table(path: Path) -> Read:
    """The tables of the pages."""
    with _pictures(path) as pictures:
        printed = _said(_python(), "-P", str(_BESIDE), *pictures).splitlines()
    cells = json.loads(printed[-1]) if printed else []  # its libraries print lines of their own
    return Read({tuple(place): text for *place, raw in cells if (text := plain(raw))})


def _python() -> str:
    return os.environ.get("IMG2TABLE_PYTHON", sys.executable)


def _said(*command: str) -> str:
    """What a program prints, on one thread."""
    one = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=one)  # noqa: S603 -- programs named here
    return done.stdout


@contextmanager
def _pictures(path: Path) -> Iterator[Sequence[str]]:
    """The pages as they lie in a scan."""
    engine = PdfiumEngine(path.read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for number in range(1, len(engine) + 1):
            scale = engine.finest_picture(number)[1] * (1 - 1e-6)
            picture = Path(folder) / f"{number}.png"
            Image.fromarray(engine.drawn(number, scale)).save(picture, dpi=(scale * 72,) * 2)
            found.append(str(picture))
        engine.close()
        yield found
