"""A dataset keeps step with its raw folder: what has not changed is taken over, to the byte."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import batch.tables.assemble as assembling
from batch.tables.prove import prove
from batch.task import Options
from normalize.corrections.replay import Correction
from pipeline import metadata, run
from publish.tables.carried import Carried
from publish.tables.parquet import ROWS_A_GROUP
from publish.tables.swap import read_state
from samples.layouts.drawing import lines_of, merged
from samples.layouts.others import WRITERS
from samples.truth import publications
from samples.writers.printed import Printed
from samples.writers.text import write_text
from store.places import open_store
from tests.batch.folder import hashes

SEED = int(os.environ.get("JIXIAO_SEED", "7"))
STEPS = 9
SHARED = "全年按时足额发放各项补助资金，群众满意度持续提升"
BUDGET = """
项目名称 | 项目单位 | 合计 | 一般公共预算
高标准农田建设 | {name} | {amount} | {amount}
合计 | < | {amount} | {amount}
"""


def documents() -> list[bytes]:
    """Publications in one piece and form by form, and budgets: all that ties documents."""
    found = []
    for publication in publications():
        text = write_text(publication)
        found.append(text.encode())
        found += [f"## {part}".encode() for part in text.split("\n## ")]
        lines = (f"{publication.fiscal_year}年项目支出表", f"部门：{publication.department}")
        for amount in ("1200.00", "900.00"):
            drawn = BUDGET.format(name=publication.department, amount=amount)
            rows = merged(line.cells for line in lines_of(drawn))
            found.append(WRITERS["html"]((Printed(lines=(*lines, "单位：万元"), rows=rows),)))
    return [each.replace("明显".encode(), SHARED.encode()) for each in found]


@dataclass
class Folder:
    """A raw folder that changes at random."""

    raw: Path
    chance: random.Random
    texts: list[bytes] = field(default_factory=documents)
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def change(self) -> str:
        """Something happens to it; what."""
        acts: list[Callable[[Path], None]] = [self.add, self.edit, self.rename, self.remove]
        act = self.chance.choice([*acts, self.add, self.correct])
        files = sorted(path for path in self.raw.rglob("*") if path.is_file())
        act(self.chance.choice(files))
        return act.__name__

    def add(self, beside: Path) -> None:
        text = self.chance.choice(self.texts)
        ending = ".html" if text.lstrip().startswith(b"<") else ".txt"
        name = f"{self.chance.randrange(100):02d}{ending}"
        beside.with_name(name).write_bytes(text)

    def edit(self, file: Path) -> None:
        file.write_bytes(file.read_bytes().replace(b"12", b"13").replace(b"8", b"9"))

    def rename(self, file: Path) -> None:
        file.rename(file.with_name(f"{self.chance.randrange(100):02d}{file.suffix}"))

    def remove(self, file: Path) -> None:
        if sum(path.is_file() for path in self.raw.rglob("*")) > 3:
            file.unlink()

    def correct(self, file: Path) -> None:
        content = sha256(file.read_bytes()).hexdigest()
        change = Correction(
            sha256=content, form=1, row=1, field="value", expected="100%", corrected="≥90%"
        )
        self.corrected[content] = () if content in self.corrected else (change.as_text(),)


def test_a_dataset_in_step_is_the_one_that_is_made_from_nothing(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "raw", random.Random(SEED))  # noqa: S311 -- no secret
    (folder.raw / "a").mkdir(parents=True)
    for _ in range(12):
        folder.add(folder.raw / "a" / "0")
    out = tmp_path / "out"
    for step in range(STEPS):
        for _ in range(folder.chance.randint(1, 2)):
            folder.change()
        corrections = {name: each for name, each in folder.corrected.items() if each}
        options = Options(corrections=corrections, forget_corrections=not corrections)
        run(folder.raw, out, options=options)
        store = open_store(out)
        state = read_state(store)
        assert state is not None
        proved = prove(store, state.identity, metadata())
        assert proved.problems == (), f"step {step} of seed {SEED}"
        assert proved.proved
    fresh = run(folder.raw, tmp_path / "fresh", options=options).record.figures
    assert hashes(out) == hashes(tmp_path / "fresh") != {}
    assert state.figures == fresh
    described = [(each / "datapackage.json").read_bytes() for each in (out, tmp_path / "fresh")]
    assert described[0] == described[1]


@pytest.fixture
def published(raw: Path, tmp_path: Path) -> Path:
    run(raw, tmp_path / "out")
    return tmp_path / "out"


def test_only_what_changed_is_opened_and_only_its_year_is_written(
    raw: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {path: path.stat().st_ino for path in published.glob("*/*.parquet")}
    opened: list[str] = []
    result = assembling.Shelf.result
    monkeypatch.setattr(
        assembling.Shelf, "result", lambda self, name: (opened.append(name), result(self, name))[1]
    )
    monkeypatch.setattr("batch.job.assembled", lambda _, order: assembling.assemble(order))
    text = (raw / "2024" / "1.txt").read_text("utf-8")
    (raw / "2024" / "1.txt").write_text(text.replace("1公里", "9公里"), "utf-8")
    run(raw, published)
    assert opened == ["2024/1.txt"]
    same = {path for path, inode in written.items() if path.stat().st_ino == inode}
    assert {path.name[-12:-8] for path in written.keys() - same} == {"2024"}
    assert {path.parent.name for path in written.keys() - same} >= {"documents", "indicators"}
    assert "≥9公里" in pq.read_table(published / "indicators")["value_raw"].to_pylist()


@pytest.mark.parametrize("damage", [b"", b"no base of facts", None])
def test_the_facts_that_are_kept_only_save_work(
    raw: Path, published: Path, tmp_path: Path, damage: bytes | None
) -> None:
    facts = published / ".work" / "facts.sqlite"
    if damage is None:
        facts.unlink()
    else:
        facts.write_bytes(damage)
    (raw / "2024" / "1.txt").rename(raw / "2024" / "9.txt")
    run(raw, published)
    run(raw, tmp_path / "fresh")
    assert hashes(published) == hashes(tmp_path / "fresh")


@pytest.mark.parametrize(("byte", "state_too"), [(b"\0", False), (b"\x2a", True)])
def test_facts_with_a_damaged_page_are_made_anew_when_it_is_met(
    raw: Path, published: Path, tmp_path: Path, byte: bytes, *, state_too: bool
) -> None:
    facts = published / ".work" / "facts.sqlite"
    whole = facts.read_bytes()
    (raw / "2024" / "1.txt").rename(raw / "2024" / "9.txt")
    run(raw, tmp_path / "fresh")
    facts.write_bytes(whole[:8192] + byte * (len(whole) - 8192))
    if state_too:
        (published / ".work" / "published.json").unlink()
    run(raw, published)
    assert hashes(published) == hashes(tmp_path / "fresh")
    assert facts.stat().st_size > len(whole) // 2
    assert list((published / ".work" / "staged").rglob("*.*")) == []


def test_rows_are_taken_over_group_by_group(tmp_path: Path) -> None:
    each = ROWS_A_GROUP // 10
    names = [f"{n:02d}" for n in range(30) for _ in range(each)]
    path = tmp_path / "many.parquet"
    pq.write_table(pa.table({"document_id": names}), path, row_group_size=ROWS_A_GROUP)
    kept = {f"{n:02d}": f"{n:02d}.txt" for n in range(30) if n % 7}
    carried = Carried(path, kept)
    assert (carried.rows, carried.is_whole) == (30 * each, False)
    first = [row for batch in carried.take("11.txt") for row in batch.column(0).to_pylist()]
    rest = [row for batch in carried.take(None) for row in batch.column(0).to_pylist()]
    assert first == [name for name in names if name in kept and name < "11"]
    assert rest == [name for name in names if name in kept and name >= "11"]
