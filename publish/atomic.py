"""A file or folder that appears under its name only when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publish.errors import PublishError


@contextmanager
def fresh(target: Path) -> Iterator[Path]:
    """A place beside the target to write to; it is renamed at the end, or removed on any failure.

    Raises PublishError where the target exists, which is left as it is, or cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise PublishError(f"{target} exists already and is left as it is: choose another name.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".jixiao-", dir=target.parent))
        try:
            yield beside / target.name
            (beside / target.name).rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise PublishError(f"{target} cannot be written ({error.strerror or error}).") from error
