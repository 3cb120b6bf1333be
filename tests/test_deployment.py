"""The recipes of docs/deployment.md: the files are those printed, and their steps run."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from tests.batch.folder import write
from tests.test_house import ROOT

DEPLOY = ROOT / "deploy"
_PRINTED = re.compile(r"^```\w+\n# (deploy/\S+).*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLEAN = pytest.mark.skipif(
    "JIXIAO_CLEAN_VENV" not in os.environ,
    reason="starts a scheduler and a worker: set JIXIAO_CLEAN_VENV=1 (CI does)",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with publications, and `jixiao` on the path."""
    folder = tmp_path_factory.mktemp("deployment")
    write(folder / "data" / "raw", "1.txt")
    script = folder / "bin" / "jixiao"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -P -m jixiao "$@"\n')
    script.chmod(0o755)
    return folder


def shell(desk: Path, *command: object, **variables: str) -> str:
    """What a command prints; it must end with 0."""
    path = os.pathsep.join(
        (str(desk / "bin"), str(Path(sys.executable).parent), os.environ["PATH"])
    )
    done = subprocess.run(
        list(map(str, command)),
        cwd=desk,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_every_recipe_is_a_file_as_it_is_printed() -> None:
    document = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    printed = dict(_PRINTED.findall(document))
    assert set(printed) == {f"deploy/{path.name}" for path in DEPLOY.iterdir()}
    for name, text in printed.items():
        _, _, kept = (ROOT / name).read_text(encoding="utf-8").partition(f"# {name}")
        assert kept.partition("\n")[2] == text, name


def test_a_night_reads_proves_and_shows_and_prints_nothing(desk: Path) -> None:
    assert shell(desk, DEPLOY / "nightly.sh", "data/raw", "out") == ""
    assert (desk / "out" / "review" / "index.html").is_file()
    assert '"event": "ended"' in (desk / "out.log").read_text(encoding="utf-8")


def test_the_steps_of_the_job_that_publishes_end_with_a_bag_that_proves(desk: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra [cluster]")
    job = yaml.safe_load((DEPLOY / "publish.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in job["jobs"]["publish"]["steps"] if "run" in step]
    install, *rest = steps
    assert install == "pip install -c constraints.txt ."  # tests/publish/test_installed.py
    for step in rest:
        shell(desk, "sh", "-e", "-c", step)
    assert (desk / "dataset.bag" / "data" / "code" / "pipeline.py").is_file()


def test_the_container_asks_for_extras_that_there_are_and_for_the_command() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = re.search(r'pip install .*-c constraints\.txt "\.\[(.+)\]"', text)
    assert found is not None
    assert set(found[1].split(",")) <= set(declared["optional-dependencies"])
    assert 'ENTRYPOINT ["jixiao"]' in text
    assert "jixiao" in declared["scripts"]
    assert text.index("USER reader") < text.index("ENTRYPOINT")


def test_every_pinned_library_takes_the_first_python_that_is_promised() -> None:
    """Debian's own Python is an early 3.11: a pin that wants a later one is refused there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first = project["requires-python"].removeprefix(">=") + ".0"
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)
    asked = {name: wants for name in pins if (wants := _wanted_python(name)) is not None}
    assert len(asked) > 30  # the extras that are not installed here cannot be asked
    assert {name: w for name, w in asked.items() if not SpecifierSet(w).contains(first)} == {}


def _wanted_python(name: str) -> str | None:
    try:
        return metadata(name).get("Requires-Python")
    except PackageNotFoundError:
        return None


@CLEAN
def test_a_cluster_of_one_machine_reads(desk: Path) -> None:
    pytest.importorskip("distributed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    shell(desk, DEPLOY / "cluster.sh", "data/raw", "out-cluster", PORT=port, PYTHONPATH=str(ROOT))
    assert (desk / "out-cluster" / "run.json").is_file()
