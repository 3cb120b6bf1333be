"""Runs one after the other: what is read again, what leaves, what stays the same to the byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from batch.lock import LockedError, locked
from batch.plan import Why
from batch.results.ledger import Ledger
from batch.task import Limits, Options, Outcome
from batch.watch import Watch
from normalize.corrections.replay import Correction
from pipeline import Standing, dry_run, run, standing
from store.places import open_store
from tests.batch.folder import hashes, write
from tests.batch.moody import MENDED
from tests.command_line import jixiao


class Heard(Watch):
    """What a run read, and why."""

    def __init__(self) -> None:
        self.why: dict[str, Why] = {}
        self.really: set[str] = set()

    def read(self, outcome: Outcome, why: Why) -> None:
        self.why[outcome.name] = why
        if outcome.read:
            self.really.add(outcome.name)


def heard(raw: Path, out: Path, options: Options | None = None) -> Heard:
    watch = Heard()
    run(raw, out, options=options or Options(), watch=watch)
    return watch


@pytest.fixture
def out(raw: Path, tmp_path: Path) -> Path:
    """The dataset of the raw folder."""
    run(raw, tmp_path / "out")
    return tmp_path / "out"


def test_what_has_not_changed_is_not_read_again(raw: Path, out: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.glob("*/*.parquet")}
    assert heard(raw, out).why == {}
    assert {path: path.stat().st_mtime_ns for path in out.glob("*/*.parquet")} == before


def test_a_changed_file_a_new_one_and_a_new_line_of_the_manifest_are_read(
    raw: Path, out: Path
) -> None:
    write(raw, "2024/1.txt", number=77)
    write(raw, "2024/new.txt")
    (raw / "manifest.csv").write_text("path,publisher\n2023/2.txt,禾溪县财政局\n", "utf-8")
    assert heard(raw, out).why == {
        "2024/1.txt": Why.CHANGED,
        "2023/2.txt": Why.CHANGED,
        "2024/new.txt": Why.NEW,
    }
    assert "≥77公里" in set(pd.read_parquet(out / "indicators")["value_raw"])


def test_a_file_touched_but_the_same_is_hashed_and_not_read(raw: Path, out: Path) -> None:
    os.utime(raw / "2024" / "1.txt", (1e9, 1e9))
    assert dry_run(raw, out)[0].to_read == ()
    watch = heard(raw, out)
    assert (set(watch.why), watch.really) == ({"2024/1.txt"}, set())


def test_a_change_that_keeps_size_and_time_is_seen_by_the_inode(raw: Path, out: Path) -> None:
    path = raw / "2024" / "1.txt"
    stat, text = path.stat(), path.read_text("utf-8")
    path.rename(raw.parent / "old.txt")  # as editors do: the old file, and its inode, stay
    path.write_text(text.replace("≥1公里", "≥2公里"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert heard(raw, out).really == {"2024/1.txt"}


def test_a_lost_ledger_costs_hashing_and_no_reading(raw: Path, out: Path) -> None:
    (out / ".work" / "ledger.jsonl").unlink()
    watch = heard(raw, out)
    assert (len(watch.why), watch.really) == (6, set())


@pytest.mark.parametrize("damage", [b"", b"jixiao-result-2\n", None])
def test_torn_or_lost_results_are_read_again(raw: Path, out: Path, damage: bytes | None) -> None:
    before = hashes(out)
    results = [path for path in (out / ".work" / "results").rglob("*") if path.is_file()]
    for result in results[:5]:  # more than attempts are made at one
        if damage is None:
            result.unlink()
        else:
            result.write_bytes(damage)
    (out / ".work" / "published.json").unlink()  # the tables are to be made from results again
    why = heard(raw, out).why
    assert (set(why.values()), len(why)) == ({Why.LOST}, 5)
    assert hashes(out) == before


def test_a_result_that_a_power_failure_emptied_is_read_again_though_tables_stand(
    raw: Path, out: Path
) -> None:
    for result in (out / ".work" / "results").glob("*/*"):
        result.write_bytes(b"")
    assert set(heard(raw, out).why.values()) == {Why.LOST}
    assert jixiao("verify", out).exit_code == 0


def test_a_damaged_table_is_written_again(raw: Path, out: Path) -> None:
    before = hashes(out)
    (out / "forms" / "forms-2024.parquet").write_bytes(b"PAR1")
    assert heard(raw, out).why == {}
    assert hashes(out) == before


def test_files_that_are_gone_leave_with_their_rows_and_are_named(raw: Path, out: Path) -> None:
    (raw / "2024" / "1.txt").unlink()
    result = jixiao("run", raw, "--out", out)
    assert "gone, with its rows: 2024/1.txt" in result.output
    assert "2024/1.txt" not in set(pd.read_parquet(out / "documents")["path"])
    assert len(list((out / ".work" / "results").rglob("[0-9a-f]" * 64))) == 5
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert record["difference"]["gone_paths"] == ["2024/1.txt"]
    assert record["difference"]["rows"]["forms"] == -1


def test_jobs_and_order_and_what_was_read_before_change_no_byte(
    raw: Path, out: Path, tmp_path: Path
) -> None:
    run(raw, tmp_path / "one", options=Options(jobs=1))
    run(raw, tmp_path / "four", options=Options(jobs=4))
    some = tmp_path / "some"
    (raw / "2024").rename(raw.parent / "2024")
    run(raw, some)
    (raw.parent / "2024").rename(raw / "2024")
    run(raw, some)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "four") == hashes(some) == hashes(out)


def test_dry_run_lists_what_would_be_read_and_why_and_writes_nothing(raw: Path, out: Path) -> None:
    write(raw, "2024/1.txt", number=77)
    write(raw, "new.txt")
    (raw / "2023" / "2.txt").unlink()
    before = sorted(out.rglob("*"))
    result = jixiao("run", raw, "--out", out, "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "changed: 2024/1.txt",
        "new: new.txt",
        "gone: 2023/2.txt",
        "2 to read (changed 1, new 1), 4 done",
    ]
    assert sorted(out.rglob("*")) == before


def test_dry_run_of_a_first_run_makes_no_folder(raw: Path, tmp_path: Path) -> None:
    assert "6 to read" in jixiao("run", raw, "--out", tmp_path / "none", "--dry-run").output
    assert not (tmp_path / "none").exists()


def test_status_tells_what_is_done_refused_changed_and_gone(raw: Path, out: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    assert jixiao("run", raw, "--out", out).exit_code == 3
    write(raw, "2024/1.txt", number=77)
    (raw / "2023" / "2.txt").unlink()
    told = json.loads(jixiao("status", raw, "--out", out, "--json").stdout)
    assert told["done"] == {"ok": 4, "refused": 1}
    assert told["refused"] == {"no_content": 1}
    assert told["to_read"] == {"changed": 1}
    assert told["gone_documents"] == ["2023/2.txt"]
    assert (told["dataset"], told["documents_in_it"]) == ("whole", 7)
    shown = jixiao("status", raw, "--out", out).output
    assert "  refused (no_content), 1: The file is empty: fetch it again" in shown
    assert "    empty.txt" in shown
    assert "no_content" in (out / "unread.csv").read_text(encoding="utf-8-sig")


def test_documents_that_were_not_read_for_one_reason_are_told_once_with_their_count(
    raw: Path, out: Path
) -> None:
    for number in range(5):
        (raw / f"=empty{number}.txt").write_bytes(b"")
    told = jixiao("run", raw, "--out", out).output.splitlines()
    at = next(n for n, line in enumerate(told) if line.startswith("  refused (no_content)"))
    # the same bytes five times: of the first it is said alone, of its copies together
    assert sum("no_content" in line for line in told) == 2
    assert "    … and 1 more" in told[at:]
    listed = (out / "unread.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(listed) == 6
    assert all(line.startswith("'=") for line in listed[1:])
    for path in raw.glob("=*"):
        path.unlink()
    jixiao("run", raw, "--out", out)
    assert not (out / "unread.csv").exists()


def test_status_and_retry_of_an_output_that_is_not_there_are_wrong_usage(
    raw: Path, tmp_path: Path
) -> None:
    for command in ("status", "retry"):
        result = jixiao(command, raw, "--out", tmp_path / "typo")
        assert result.exit_code == 2
        assert "no run has begun in" in result.output
        assert "jixiao run RAW --out OUT" in " ".join(result.output.split())
        assert not (tmp_path / "typo").exists()


def test_retry_reads_the_refused_again_by_reason(raw: Path, out: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    (raw / "binary.txt").write_bytes(bytes(range(256)) * 20)
    past = 1e9
    for name in ("empty.txt", "binary.txt"):
        os.utime(raw / name, (past, past))
    run(raw, out)
    assert heard(raw, out).why == {}
    options = Options(retry=frozenset({"no_content"}))
    assert heard(raw, out, options).why == {"empty.txt": Why.RETRY}
    result = jixiao("retry", raw, "--out", out)
    assert result.exit_code == 3
    assert "2, the others before" in result.output


MOODY = Options(reader="tests.batch.moody:read")


def test_what_a_retry_reads_is_published_and_proved(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "mood"
    run(raw, out, options=MOODY)
    before = pd.read_parquet(out / "documents").set_index("path")
    assert set(before["reason"]) == {"crashed"}
    (raw / MENDED).touch()
    later = time.time() - 30
    os.utime(raw / before.index[0], (later, later))  # the same bytes at another time
    run(raw, out, options=replace(MOODY, retry=frozenset()))
    after = pd.read_parquet(out / "documents").set_index("path")
    assert set(after["status"]) == {"ok"}
    assert len(pd.read_parquet(out / "indicators")) > 0
    assert standing(out)[0] is Standing.WHOLE
    said = jixiao("verify", out)
    assert said.exit_code == 0, said.output
    assert "made again" in said.output


def test_lines_of_the_ledger_that_no_run_wrote_cost_hashing(raw: Path, out: Path) -> None:
    before = hashes(out)
    path = out / ".work" / "ledger.jsonl"
    told = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wrong = {"key": 5, "members": 3, "status": None, "version": [], "content": {}, "reason": [1]}
    for line, (name, value) in zip(told, wrong.items(), strict=True):
        line[name] = value
    path.write_text("5\nnull\n[]\n" + "".join(f"{json.dumps(x)}\n" for x in told), "utf-8")
    standing(out)
    assert heard(raw, out).really == set()
    assert hashes(out) == before


def test_a_dataset_is_behind_what_was_read_since(out: Path) -> None:
    store = open_store(out)
    ledger = Ledger(store)
    name, outcome = next(iter(ledger.outcomes.items()))
    ledger.outcomes[name] = replace(outcome, result="0" * 64)
    ledger.note(ledger.outcomes[name])
    ledger.save()
    assert standing(out)[0] is Standing.BEHIND


def _wrong(out: Path) -> list[str]:
    """What `verify` says is wrong, message by message."""
    told = json.loads(jixiao("verify", out, "--json").stdout)
    return [each["message"] for each in told["problems"]]


def test_a_result_that_is_damaged_is_whole_again_when_what_verify_advises_is_done(
    raw: Path, out: Path
) -> None:
    before = hashes(out)
    gone, torn, zeros, first, second = sorted((out / ".work" / "results").glob("*/*"))[:5]
    gone.unlink()
    torn.write_bytes(torn.read_bytes()[:-1])
    zeros.write_bytes(bytes(zeros.stat().st_size))
    swap(first, second)
    messages = _wrong(out)
    assert sorted(each.partition(":")[0] for each in messages) == [
        "its result is damaged",
        "its result is damaged",
        "its result is gone",
        "its result is not the one in the tables",
        "its result is not the one in the tables",
    ]
    named = [m[1] for m in (re.search(r"delete (.*) and run it again$", x) for x in messages) if m]
    assert {Path(name) for name in named} == {torn, zeros, first, second}
    for name in named:
        Path(name).unlink()
    run(raw, out)
    assert _wrong(out) == []
    assert hashes(out) == before


def test_tables_that_are_not_those_of_the_results_are_made_anew_when_what_is_advised_is_done(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(out)
    monkeypatch.setattr("batch.tables.prove.sha256", lambda _: "0" * 64)
    message = _wrong(out)[0]
    monkeypatch.undo()
    found = re.search(r"delete (\S+), (\S+) and run it again$", message)
    assert found is not None, message
    for name in found.groups():
        Path(name).unlink()
    run(raw, out)
    assert _wrong(out) == []
    assert hashes(out) == before


@pytest.mark.parametrize("lost", [["published.json"], ["published.json", "ledger.jsonl"]])
def test_results_in_the_places_of_others_are_never_published_as_theirs(
    raw: Path, out: Path, lost: list[str]
) -> None:
    before = hashes(out)
    first, second, third, fourth, *_ = sorted((out / ".work" / "results").glob("*/*"))
    swap(first, second)
    fourth.write_bytes(third.read_bytes())
    for name in lost:
        (out / ".work" / name).unlink()
    run(raw, out)
    assert hashes(out) == before
    assert _wrong(out) == []


def swap(first: Path, second: Path) -> None:
    """Each file has the bytes of the other."""
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)


def test_verify_of_a_copy_without_results_says_what_it_leaves_out(out: Path) -> None:
    shutil.rmtree(out / ".work")
    said = jixiao("verify", out)
    assert said.exit_code == 0
    assert "not proved" in said.output


def test_a_refusal_under_other_limits_is_tried_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "mood"
    run(raw, out, options=MOODY)
    assert heard(raw, out, MOODY).why == {}
    larger = replace(MOODY, limits=Limits(seconds=90.0))
    assert set(heard(raw, out, larger).why.values()) == {Why.CONDITIONS}


def test_corrections_of_a_file_are_part_of_what_its_result_depends_on(raw: Path, out: Path) -> None:
    documents = pd.read_parquet(out / "documents").set_index("path")
    sha256 = documents.loc["2024/1.txt", "sha256"]
    change = Correction(
        sha256=str(sha256), form=1, row=1, field="name", expected="a", corrected="b"
    )
    options = Options(corrections={str(sha256): (change.as_text(),)})
    assert heard(raw, out, options).why == {"2024/1.txt": Why.CHANGED}
    assert heard(raw, out, options).why == {}


def test_a_second_run_on_the_same_output_is_told_to_wait(raw: Path, out: Path) -> None:
    with locked(str(out)):
        result = jixiao("run", raw, "--out", out)
    assert result.exit_code == 1
    assert "is being written by another run (process" in result.output
    assert jixiao("run", raw, "--out", out).exit_code == 0  # a lock that nobody holds is none


def test_a_lock_is_held_by_one_only(tmp_path: Path) -> None:
    with locked(str(tmp_path)), pytest.raises(LockedError), locked(str(tmp_path)):
        pass


def test_the_log_has_a_line_of_json_for_every_document(raw: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    jixiao("run", raw, "--out", tmp_path / "logged", "--log", log)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [line["event"] for line in lines] == [
        "planned",
        *["document"] * 6,
        "publishing",
        "ended",
    ]
    assert {line["status"] for line in lines if line["event"] == "document"} == {"ok"}


def test_run_json_names_the_slowest_documents(raw: Path, tmp_path: Path) -> None:
    record = run(raw, tmp_path / "out").record
    assert {each["path"] for each in record.slowest} == {
        f"{2023 + n % 2}/{n}.txt" for n in range(1, 7)
    }
    assert all(each["seconds"] > 0 for each in record.slowest)
