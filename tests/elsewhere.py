"""The program where it is installed, or lies in a bag: other interpreters, other folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_HIDDEN = """
for folder in /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts"; do
  if [ -d "$folder" ]; then mount -t tmpfs tmpfs "$folder"; fi
done
exec "$@"
"""
_ONE_AFTER_THE_OTHER = """
import json, sys
from {commands} import COMMANDS, cli
from {commands}.streams import prepare
prepare()
for name in COMMANDS:
    assert cli.get_command(None, name).params, name
for arguments in json.loads(sys.argv[1]):
    try:
        cli(arguments, prog_name="jixiao")
    except SystemExit as end:
        print("status", end.code, *arguments[:1], flush=True)
"""


def bare_python(folder: Path) -> Path:
    """A new interpreter that has the libraries of this one, and no Jixiao."""
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def lend_libraries(python: Path) -> None:
    """Give an interpreter the libraries of this one; what is installed editably stays behind."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    told = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    lent = Path(told.stdout.strip()) / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


@cache
def without_fonts() -> tuple[str, ...]:
    """What stands before a command that finds no font: Linux, root; nothing elsewhere."""
    if sys.platform != "linux" or os.getuid() != 0:
        return ()
    tried = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True)
    return ("unshare", "-m", "sh", "-ec", _HIDDEN, "sh") if tried.returncode == 0 else ()


def in_turn(
    python: Path,
    folder: Path,
    *commands: list[object],
    package: str = "commands",
    path: Path | None = None,
) -> dict[str, str]:
    """What each command prints, all in one process of `python` in a folder; they must end with 0.

    `path`: what is imported first.

    Every other command of the program is loaded there as well.
    """
    asked = [[str(part) for part in command] for command in commands]
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    code = _ONE_AFTER_THE_OTHER.replace("{commands}", package)
    done = subprocess.run(
        [*without_fonts(), python, "-c", code, json.dumps(asked)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said, start = {}, 0
    for command in asked:
        end = f"status 0 {command[0]}\n"
        assert end in done.stdout[start:], done.stdout + done.stderr
        stop = done.stdout.index(end, start)
        said[command[0]] = done.stdout[start:stop]
        start = stop + len(end)
    return said


def wheel(folder: Path) -> Path:
    """The wheel of this checkout; skips where what builds it cannot be fetched."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "setuptools" in done.stderr and "No matching" in done.stderr:
        pytest.skip("setuptools, which builds the wheel, cannot be fetched: no network?")
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built
