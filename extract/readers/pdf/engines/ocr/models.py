"""The model that reads a line of print, run directly from the files of the package that carries it.

rapidocr's wheel holds the PP-OCRv6 models (Apache-2.0) and is not imported: its own way looks for
text on whole pages, which takes three times as long and a gigabyte. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_CARRIER = "rapidocr"
_FILE = "models/PP-OCRv6_rec_small.onnx"
_NEEDED = (_CARRIER, "onnxruntime", "cv2", "numpy")
HEIGHT = 48
"""Pixels of the strips that the model reads."""
_BATCH = 640
"""Pixels that strips read at once are wide together: what does not stay in the processor's cache
costs a third more time, and six long lines at once 350 MB."""
_WIDEST = 3200
"""Pixels of a strip: a line of print with more is a wall of noise."""
SURE = 0.9
"""Of the least sure character; what has less is doubtful."""
EXTRA = "ocr"
"""The line that installs what this engine needs."""


class Sign(NamedTuple):
    """A character that the model read: its probability, and where its middle is (0 to 1)."""

    text: str
    probability: float
    middle: float


@cache
def available() -> bool:
    """Is everything installed that reading pictures takes?"""
    return all(find_spec(name) is not None for name in _NEEDED) and _model() is not None


@cache
def _model() -> Path | None:
    spec = find_spec(_CARRIER)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / _FILE
        if path.is_file():
            return path
    return None


@cache
def read_by() -> str:
    """What reads pictures, for `documents.read_by`: the model's hash and the versions under it."""
    path = _model()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path else "none"
    under = ", ".join(f"{name} {_version(name)}" for name in ("onnxruntime", "numpy"))
    opencv = _version("opencv-python-headless") or _version("opencv-python")
    return f"ocr {digest} ({under}, opencv {opencv})"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


@cache
def _session() -> tuple[Any, tuple[str, ...]]:
    """The model and its characters, loaded once a process; one thread, since children are many."""
    import onnxruntime  # noqa: PLC0415 -- an extra, and slow to load

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # strips differ in width: the arena would keep each size
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(
        os.fspath(_model() or ""), options, providers=["CPUExecutionProvider"]
    )
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    return session, ("", *characters, " ")


def read_strips(strips: Sequence[Any]) -> list[tuple[Sign, ...]]:
    """The characters of grey strips (uint8, HEIGHT pixels high), each with its probability.

    Strips of like width are read together: what stands beside a strip in a batch is white.
    """
    order = sorted(range(len(strips)), key=lambda n: (strips[n].shape[1], n))
    found: list[tuple[Sign, ...]] = [()] * len(strips)
    for chosen in batches(order, [strip.shape[1] for strip in strips]):
        for n, signs in zip(chosen, _read([strips[n] for n in chosen]), strict=True):
            found[n] = signs
    return found


def batches(order: Sequence[int], widths: Sequence[int]) -> Iterator[list[int]]:
    """Strips from the narrowest on, put together as long as they are no wider than a batch."""
    batch: list[int] = []
    for n in order:
        if batch and (len(batch) + 1) * widths[n] > _BATCH:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def _read(strips: list[Any]) -> Iterator[tuple[Sign, ...]]:
    import numpy as np  # noqa: PLC0415 -- as above

    session, characters = _session()
    widest = min(_WIDEST, max(strip.shape[1] for strip in strips))
    width = -(-widest // 32) * 32
    batch = np.ones((len(strips), 3, HEIGHT, width), dtype=np.float32)
    for n, strip in enumerate(strips):
        batch[n, :, :, : min(strip.shape[1], width)] = strip[:, :width] / np.float32(127.5) - 1
    [rows] = session.run(None, {session.get_inputs()[0].name: batch})
    for n, strip in enumerate(strips):
        yield tuple(_collapsed(rows[n], characters, width / max(strip.shape[1], 1)))


def _collapsed(steps: Any, characters: tuple[str, ...], stretch: float) -> Iterator[Sign]:
    """Steps of the model → characters: one that lasts over several steps is one character."""
    best = steps.argmax(axis=1)
    n, count = 0, len(best)
    while n < count:
        end = n
        while end + 1 < count and best[end + 1] == best[n]:
            end += 1
        if best[n] and best[n] < len(characters):
            sure = float(steps[n : end + 1, best[n]].max())
            middle = ((n + end + 1) / 2) / count * stretch
            yield Sign(characters[best[n]], round(sure, 3), middle)
        n = end + 1
