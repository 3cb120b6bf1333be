"""Every file below a raw folder that may be read, and what else lies there, with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

_DATASET = ("datapackage.json", "documents", "indicators")
"""What lies in a folder that a run has written."""


class Walk:
    """Walks a raw folder, noting what it passes over."""

    def __init__(self, raw: Path, leave_out: Path | None) -> None:
        self.raw = raw
        self.leave_out = leave_out.resolve() if leave_out else None
        self.passed_over: list[str] = []

    def files(self) -> Iterator[Path]:
        """Every file that is no link out of the folder, no pipe and no device."""
        for folder, folders, names in os.walk(self.raw, onerror=self._unreadable):
            folders[:] = [name for name in sorted(folders) if self._enters(Path(folder, name))]
            for name in names:
                path = Path(folder, name)
                if not name.startswith(".") and self._reads(path):
                    yield path

    def _enters(self, folder: Path) -> bool:
        try:
            if folder.is_symlink():
                self._note(folder, "a link to a folder")
                return False
            if folder.name.startswith(".") or folder.resolve() == self.leave_out:
                return False
            if all((folder / name).exists() for name in _DATASET):
                self._note(folder, "a dataset, no publications")
                return False
        except OSError as error:
            self._note(folder, f"a folder that cannot be entered ({error.strerror})")
            return False
        return True

    def _reads(self, path: Path) -> bool:
        try:
            if path.is_symlink() and not path.resolve().is_relative_to(self.raw.resolve()):
                self._note(path, "a link that leads out of the folder")
            elif path.is_file():
                return True
            else:
                dead = path.is_symlink() and not path.exists()
                self._note(path, "a link that leads nowhere" if dead else "no regular file")
        except RuntimeError:  # a link in a circle, before Python 3.13
            self._note(path, "a link that leads nowhere")
        except OSError as error:
            self._note(path, f"cannot be looked at ({error.strerror})")
        return False

    def _unreadable(self, error: OSError) -> None:
        self._note(Path(error.filename), f"a folder that cannot be read ({error.strerror})")

    def _note(self, path: Path, why: str) -> None:
        self.passed_over.append(f"{name_of(path.relative_to(self.raw))}: {why}")


def name_of(path: PurePath) -> str:
    r"""A path as text: bytes of a name that are no UTF-8 are written as escapes.

    >>> from pathlib import PureWindowsPath
    >>> name_of(Path("2024/\udcb2\udcbf.txt"))
    '2024/\\xb2\\xbf.txt'
    >>> name_of(PureWindowsPath("2024\\部\ud800.txt"))
    '2024/部\\xed\\xa0\\x80.txt'
    """
    text = path.as_posix()
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # Windows: half a character, which is no byte
        data = text.encode("utf-8", "surrogatepass")
    return data.decode("utf-8", "backslashreplace")
