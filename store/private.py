"""A folder of this user on this machine, which nobody else can enter, guess into or prepare."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CACHE = "XDG_CACHE_HOME"


def private_folder() -> Path:
    """The folder, made where it is not there: below the user's own cache, never in a shared one.

    Raises OSError where there is none, or where it is another user's or a link.
    """
    folder = _caches() / "jixiao"
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    if hasattr(os, "getuid"):  # on Windows the user's profile is closed to others
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != os.getuid():
            told = f"it is not this user's own: take it away, or set {CACHE}"
            raise PermissionError(0, told, str(folder))
        if found.st_mode & 0o077:
            folder.chmod(0o700)
    return folder


def _caches() -> Path:
    if named := os.environ.get(CACHE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
