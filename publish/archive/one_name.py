"""The program under one name: how a checkout becomes the package `jixiao`, and a checkout again.

In the repository the rooms are top-level packages, `extract`, `normalize` and so on. Installed so,
they would stand in the way of anybody's own `extract/`. A wheel therefore holds the files of the
checkout in the one package `jixiao`, with `from extract …` written `from jixiao.extract …`: plain
modules that every tool understands, without hooks or changed search paths. A bag undoes the change
exactly, so that an archive holds the checkout, whoever wrote it.

This file is also the build backend of pyproject.toml: it runs where nothing is installed yet, and
needs the standard library alone.
"""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

NAME = "jixiao"
_TOP = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh.md",
    "constraints.txt",
    "pipeline.py",
    "pyproject.toml",
)


def _rooms() -> str:
    """The top-level names of the program, as its own pyproject.toml declares them: a pattern."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    if not project.is_file():
        return "(?!)"  # no name at all
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["setuptools"]
    names = {name.partition(".")[0] for name in (*declared["packages"], *declared["py-modules"])}
    return "|".join(sorted(names - {NAME}))


_FROM = r"^([ \t]*(?:>>> )?from )"
_ROOM = rf"({_rooms()})(?=(?:\.\w+)* import\b)"
_BARE = re.compile(_FROM + _ROOM, flags=re.MULTILINE)
_NAMED = re.compile(rf"{_FROM}{NAME}\.{_ROOM}", flags=re.MULTILINE)
_DECLARED = re.compile(r"^\[tool\.setuptools\]$.*?(?=^\[tool\.pytest)", re.MULTILINE | re.DOTALL)
_FOUND = f"""[tool.setuptools.packages.find]
include = ["{NAME}", "{NAME}.*"]

[tool.setuptools.package-data]
"*" = ["*"]

"""


def program(root: Path) -> dict[str, bytes]:
    """Name in a checkout → bytes, of every file by which the program can be run again.

    `root` is a checkout or the installed package; nothing where it is neither whole.
    """
    project = root / "pyproject.toml"
    if not project.is_file():
        return {}
    installed = not (root / NAME).is_dir()
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["setuptools"]
    found = {name: root / name for name in _TOP}
    for package in declared["packages"]:
        folder = root if installed and package == NAME else root.joinpath(*package.split("."))
        for kind in ("*.py", *declared["package-data"].get(package, ())):
            for path in folder.glob(kind):
                below = path.relative_to(folder).as_posix()
                found[f"{package.replace('.', '/')}/{below}"] = path
    if installed:
        found.pop(f"{NAME}/pipeline.py", None)  # it lies beside the rooms
    for kind in ("docs/*.md", "docs/*.svg"):
        found |= {path.relative_to(root).as_posix(): path for path in root.glob(kind)}
    whole = {name: path for name, path in sorted(found.items()) if path.is_file()}
    return {name: bare(name, path.read_bytes()) for name, path in whole.items()}


def named(name: str, data: bytes) -> bytes:
    """A file of a checkout as it is in the package."""
    return _BARE.sub(rf"\g<1>{NAME}.\g<2>", data.decode()).encode() if _is_code(name) else data


def bare(name: str, data: bytes) -> bytes:
    """A file of the package as it is in a checkout; one of a checkout stays as it is."""
    return _NAMED.sub(r"\g<1>\g<2>", data.decode()).encode() if _is_code(name) else data


def _is_code(name: str) -> bool:
    return name.endswith(".py")


def stage(root: Path, folder: Path) -> None:
    """Write a project that holds the one package, for setuptools to build.

    Raises ValueError where a file would not come back from the package as it was.
    """
    for name, data in program(root).items():
        changed = named(name, data)
        if bare(name, changed) != data:
            raise ValueError(f"{name} names {NAME} and a room of it: name the room alone")
        target = folder / NAME / name.removeprefix(f"{NAME}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(changed)
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    project = _DECLARED.sub(lambda _: _FOUND, project)
    script = 'jixiao = "commands:main"'
    project = project.replace(script, script.replace('"commands', f'"{NAME}.commands'))
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    for name in ("README.md", "LICENSE"):
        (folder / name).write_bytes((root / name).read_bytes())


# What follows is asked by pip: PEP 517 and 660. An editable installation is the checkout itself.


def build_wheel(folder: str, settings: Any = None, metadata: str | None = None) -> str:
    """Build the wheel of the one package into a folder; its file name."""
    target, described = Path(folder).resolve(), metadata and str(Path(metadata).resolve())
    with _staged():
        name: str = _setuptools().build_wheel(str(target), settings, described)
    return name


def prepare_metadata_for_build_wheel(folder: str, settings: Any = None) -> str:
    """Describe the wheel without building it."""
    target = Path(folder).resolve()
    with _staged():
        name: str = _setuptools().prepare_metadata_for_build_wheel(str(target), settings)
    return name


def __getattr__(name: str) -> Any:
    """Everything else that pip asks for is as setuptools does it."""
    if name.startswith(("build_", "get_requires_for_", "prepare_metadata_")):
        return getattr(_setuptools(), name)
    raise AttributeError(name)


def _setuptools() -> Any:
    return import_module("setuptools.build_meta")  # there when a package is built, and only then


@contextmanager
def _staged() -> Iterator[None]:
    """The staged project as the current folder, as setuptools wants it."""
    root = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="jixiao-wheel-") as folder:
        stage(root, Path(folder))
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(root)
