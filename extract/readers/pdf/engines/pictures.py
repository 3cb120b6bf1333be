"""Pages as pictures, as PDFium shows them: for people to compare with what was read.

A process of its own draws them, with the fonts of the system or of a folder: see drawer.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from PIL import Image

from extract.model import FONTS
from extract.readers.pdf.engines.opening import opened

_ROOT = Path(__file__).parents[__name__.count(".")]
_SECONDS = 60.0
"""A page that takes longer is not drawn."""


class Pictures:
    """The pages of a document as pictures; numbers count from 1. Raises Refused, as readers do.

    `missing`: names of Chinese fonts that were asked for so far and are not there; what is printed
    in them is drawn as boxes.
    """

    def __init__(self, data: bytes, fonts: Path | None = None) -> None:
        engine, self._readable, _ = opened(data)
        self._pages = len(engine)
        engine.close()
        self._fonts = fonts
        self._drawer: subprocess.Popen[bytes] | None = None
        self.missing: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return self._pages

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points; 0 where nothing is known of it."""
        told, _ = self._ask({"page": number})
        width, height = told.get("size", (0.0, 0.0))
        return float(width), float(height)

    def of(self, number: int, scale: float, *, grey: bool = False) -> Image.Image | None:
        """A page at `scale` pixels a point, fewer if it is huge; None where it cannot be drawn."""
        told, data = self._ask({"page": number, "scale": scale, "grey": grey})
        if not data:
            return None
        return Image.frombytes(told["mode"], (told["width"], told["height"]), data)

    def close(self) -> None:
        """End the process that draws."""
        if self._drawer is not None:
            self._drawer.kill()
            self._drawer.communicate()  # what is left of its pipes, and its end
            self._drawer = None

    def _ask(self, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """An answer; an empty one where the page makes the process end, or takes too long."""
        try:
            if self._drawer is None:
                self._drawer = _started(self._fonts)
                self._answer({"open": len(self._readable)}, self._readable)
            return self._answer(question)
        except (OSError, ValueError):
            self.close()
            return {}, b""

    def _answer(self, question: dict[str, Any], data: bytes = b"") -> tuple[dict[str, Any], bytes]:
        drawer = self._drawer
        assert drawer is not None  # noqa: S101 -- it was started just now
        assert drawer.stdin is not None  # noqa: S101 -- it has pipes
        assert drawer.stdout is not None  # noqa: S101
        watch = threading.Timer(_SECONDS, drawer.kill)
        watch.start()
        try:
            drawer.stdin.write(json.dumps(question).encode() + b"\n" + data)
            drawer.stdin.flush()
            told = json.loads(drawer.stdout.readline())
            picture = drawer.stdout.read(told["bytes"])
        finally:
            watch.cancel()
        self.missing |= frozenset(told["missing"])
        return told, picture


def _started(fonts: Path | None) -> subprocess.Popen[bytes]:
    folder = os.environ.get(FONTS) if fonts is None else str(fonts)
    paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
    return subprocess.Popen(  # noqa: S603 -- this very interpreter
        [sys.executable, "-P", "-m", f"{__package__}.drawer", *([folder] if folder else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )
