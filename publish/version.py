"""Which program this is: its version, as its own pyproject.toml or the installation states it."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def program_version() -> str:
    """The version of the program that runs, though another one may be installed beside it."""
    if _PROJECT.is_file():  # a checkout, a bag and the package `jixiao` have it among their files
        stated: str = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]
        return stated
    return version_of("jixiao")


def version_of(name: str) -> str:
    """The version of an installed library; `0+unknown` where it is not there."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "0+unknown"
