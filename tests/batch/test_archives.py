"""Documents in archives, mails and PDFs: a row, a key and a status each, and nothing written."""

from __future__ import annotations

import os
import tarfile
import time
from io import BytesIO
from pathlib import Path

import pandas as pd
import pikepdf
import pytest

from batch.plan import Why
from batch.watch import Watch
from pipeline import dry_run, run
from tests.batch.folder import hashes, write
from tests.batch.packed import form, link, mail, tarred, zipped, zipped_in_gbk
from tests.batch.test_resume import Heard, heard

THREE = [("1.txt", form(1)), ("附件/2.txt", form(2)), ("b.zip", zipped([("3.txt", form(3))]))]


def put(raw: Path, name: str, data: bytes) -> Path:
    raw.mkdir(parents=True, exist_ok=True)
    path = raw / name
    path.write_bytes(data)
    past = time.time() - 60  # long enough ago to be told apart from a later change
    os.utime(path, (past, past))
    return path


def documents(out: Path) -> pd.DataFrame:
    """The documents by their paths."""
    files = pd.concat([pd.read_parquet(each) for each in out.glob("documents/*.parquet")])
    assert files["path"].is_unique
    table = files.set_index("path").astype(object).sort_index()
    return table.where(table.notna(), None)


def statuses(tmp_path: Path, **files: bytes) -> dict[str, str]:
    """What is said of files that lie in a raw folder alone."""
    for name, data in files.items():
        put(tmp_path / "raw", name.replace("_", "."), data)
    before = {path for path in tmp_path.rglob("*") if ".work" not in path.parts}
    run(tmp_path / "raw", tmp_path / "out")
    after = {path for path in tmp_path.rglob("*") if ".work" not in path.parts}
    assert all(path.is_relative_to(tmp_path / "out") for path in after - before)
    table = documents(tmp_path / "out")
    told = table["reason"].where(table["status"] == "refused", table["status"])
    return {str(name): str(each) for name, each in told.items()}


def test_every_document_of_a_zip_has_a_row_of_its_own(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.zip", zipped(THREE))
    run(tmp_path / "raw", tmp_path / "out")
    table = documents(tmp_path / "out")
    assert {
        str(path): (row["container_path"], row["format"], row["status"], row["forms"])
        for path, row in table.iterrows()
    } == {
        "a.zip": (None, "zip", "no_forms", 0),
        "a.zip!/1.txt": ("a.zip", "text", "ok", 1),
        "a.zip!/附件/2.txt": ("a.zip", "text", "ok", 1),
        "a.zip!/b.zip": ("a.zip", "zip", "no_forms", 0),
        "a.zip!/b.zip!/3.txt": ("a.zip!/b.zip", "text", "ok", 1),
    }
    values = pd.read_parquet(tmp_path / "out" / "indicators")["value_raw"]
    assert {"≥1公里", "≥2公里", "≥3公里"} <= set(values)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar", tarred([("附件2.txt", form(1))], "w:")),
        ("a.tgz", tarred([("附件2.txt", form(1))])),
        ("a.tar.xz", tarred([("附件2.txt", form(1))], "w:xz")),
        ("a.eml", mail(("附件2.txt", form(1)))),
        ("a.zip", zipped_in_gbk("附件2.txt", form(1))),
    ],
)
def test_names_are_read_in_every_kind_of_archive(name: str, data: bytes, tmp_path: Path) -> None:
    put(tmp_path / "raw", name, data)
    run(tmp_path / "raw", tmp_path / "out")
    assert documents(tmp_path / "out").loc[f"{name}!/附件2.txt", "forms"] == 1


def test_of_a_mail_the_text_is_read_once_and_every_attachment(tmp_path: Path) -> None:
    data = mail(("附件1.txt", form(1)), ("打包.zip", zipped([("2.txt", form(2))])))
    assert statuses(tmp_path, a_eml=data) == {
        "a.eml": "no_forms",
        "a.eml!/正文.txt": "no_forms",
        "a.eml!/附件1.txt": "ok",
        "a.eml!/打包.zip": "no_forms",
        "a.eml!/打包.zip!/2.txt": "ok",
    }


def attached(pdf: bytes, *attachments: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for name, data in attachments:
            document.attachments[name] = data
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        document.save(out)
    return out.getvalue()


def blank_pdf() -> bytes:
    out = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def test_what_is_attached_to_a_pdf_is_read(tmp_path: Path) -> None:
    data = attached(blank_pdf(), ("附件1.txt", form(1)), ("settings.joboptions", b"x"))
    found = statuses(tmp_path, a_pdf=data)
    assert found["a.pdf!/附件1.txt"] == "ok"
    assert found["a.pdf"] == "no_forms"  # all that it is the cover of is read
    assert set(found) == {"a.pdf", "a.pdf!/附件1.txt"}


def test_no_name_of_a_member_leads_anywhere(tmp_path: Path) -> None:
    names = ("../x/1.txt", "/etc/1.txt", "C:\\公开\\1.txt", "x/1.txt", "..\\1.txt")
    members = [(name, form(number)) for number, name in enumerate(names)]
    found = statuses(tmp_path, a_zip=zipped(members), b_tar=tarred(members, "w:"))
    expected = {"x/1.txt", "etc/1.txt", "公开/1.txt", "x/1.txt (2)", "1.txt"}
    for archive in ("a.zip", "b.tar"):
        inside = {name for name in found if name.startswith(f"{archive}!/")}
        assert inside == {f"{archive}!/{name}" for name in expected}
    issues = pd.read_parquet(tmp_path / "out" / "issues")
    assert (issues["code"] == "member_renamed").sum() == 10


def test_links_and_devices_of_a_tar_are_not_followed(tmp_path: Path) -> None:
    data = tarred(
        [("1.txt", form(1))],
        "w:",
        link("2.txt", "/etc/passwd"),
        link("3.txt", "1.txt", tarfile.LNKTYPE),
        link("4.txt", "", tarfile.FIFOTYPE),
    )
    assert statuses(tmp_path, a_tar=data) == {
        "a.tar": "no_forms",
        "a.tar!/1.txt": "ok",
        "a.tar!/2.txt": "not_a_document",
        "a.tar!/3.txt": "not_a_document",
        "a.tar!/4.txt": "not_a_document",
    }


def locked_zip() -> bytes:
    """The flag says that a member is locked; its bytes are of no matter then."""
    data = bytearray(zipped([("1.txt", form(1)), ("2.txt", form(2))]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def test_a_locked_member_costs_the_others_nothing(tmp_path: Path) -> None:
    assert statuses(tmp_path, a_zip=locked_zip()) == {
        "a.zip": "no_forms",
        "a.zip!/1.txt": "encrypted",
        "a.zip!/2.txt": "ok",
    }


def damaged_zip() -> bytes:
    data = bytearray(zipped([("1.txt", form(1)), ("2.txt", form(2))]))
    data[50] ^= 0xFF
    return bytes(data)


def test_bombs_and_broken_archives_have_a_status_and_cost_nobody_else_anything(
    tmp_path: Path,
) -> None:
    bomb = zipped([("x.html", b" " * 50_000_000), ("1.txt", form(1))])
    assert statuses(
        tmp_path,
        bomb_zip=bomb,
        bomb_txt_xz=tarred([("1.txt", b" " * 50_000_000)], "w:xz"),
        cut_zip=zipped(THREE)[:200],
        damaged_zip=damaged_zip(),
        empty_zip=zipped([]),
        hidden_zip=zipped([("__MACOSX/1.txt", b"1"), (".DS_Store", b"2")]),
        many_zip=zipped((f"{n}.txt", b"") for n in range(10_001)),
        plain_txt=form(9),
    ) == {
        "bomb.zip": "no_forms",
        "bomb.zip!/x.html": "resource_limit",
        "bomb.zip!/1.txt": "ok",
        "bomb.txt.xz": "resource_limit",
        "cut.zip": "damaged",
        "damaged.zip": "no_forms",
        "damaged.zip!/1.txt": "damaged",
        "damaged.zip!/2.txt": "ok",
        "empty.zip": "no_content",
        "hidden.zip": "no_content",
        "many.zip": "resource_limit",
        "plain.txt": "ok",
    }


def test_archives_in_archives_are_opened_three_deep(tmp_path: Path) -> None:
    data = zipped([("5.txt", form(5))])
    for number in (4, 3, 2):
        data = zipped([(f"{number}.txt", form(number)), ("z.zip", data)])
    found = statuses(tmp_path, a_zip=data)
    assert found["a.zip!/z.zip!/z.zip!/4.txt"] == "ok"
    assert found["a.zip!/z.zip!/z.zip!/z.zip"] == "resource_limit"
    assert not any(name.endswith("5.txt") for name in found)


def test_archives_in_an_archive_hold_no_more_together_than_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batch.unfold.MOST_MEMBERS", 6)
    inner = {n: zipped([(f"{n}{m}.txt", form(10 * n + m)) for m in range(3)]) for n in (1, 2)}
    put(tmp_path / "raw", "a.zip", zipped([(f"{n}.zip", data) for n, data in inner.items()]))
    run(tmp_path / "raw", tmp_path / "out")
    table = documents(tmp_path / "out")
    assert table.loc["a.zip!/1.zip", "status"] == "no_forms"
    assert table.loc["a.zip!/2.zip", "reason"] == "resource_limit"
    assert sorted(table.index[table["forms"] > 0]) == [f"a.zip!/1.zip!/1{n}.txt" for n in range(3)]
    before = hashes(tmp_path / "out")
    assert heard(tmp_path / "raw", tmp_path / "out").why == {}  # and that is known the next time
    monkeypatch.undo()
    run(tmp_path / "raw", tmp_path / "out")
    assert documents(tmp_path / "out").loc["a.zip!/2.zip!/20.txt", "status"] == "ok"
    assert hashes(tmp_path / "out") != before


def test_an_archive_that_has_not_changed_is_not_unpacked_again(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    put(raw, "a.zip", zipped(THREE))
    write(raw, "b.txt", 9)
    run(raw, out)
    before = hashes(out)
    assert heard(raw, out).why == {}
    assert dry_run(raw, out)[0].to_read == ()
    put(raw, "a.zip", zipped([*THREE, ("4.txt", form(4))]))
    again = heard(raw, out)
    assert again.why == {"a.zip": Why.CHANGED, "a.zip!/4.txt": Why.NEW}
    (raw / "a.zip").unlink()
    assert set(dry_run(raw, out)[0].gone) == {
        *("a.zip", "a.zip!/1.txt", "a.zip!/附件/2.txt", "a.zip!/4.txt"),
        *("a.zip!/b.zip", "a.zip!/b.zip!/3.txt"),
    }
    run(raw, out)
    assert list(documents(out).index) == ["b.txt"]
    put(raw, "a.zip", zipped(THREE))
    run(raw, out)
    assert hashes(out) == before


class Killed(Watch):
    """A run that ends when so many documents are read."""

    def __init__(self, after: int) -> None:
        self.left = after

    def read(self, *_: object) -> None:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 2, 4])
def test_a_run_that_is_ended_within_an_archive_goes_on_there(tmp_path: Path, after: int) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    put(raw, "a.zip", zipped(THREE))
    with pytest.raises(KeyboardInterrupt):
        run(raw, out, watch=Killed(after))
    again = heard(raw, out)
    assert len(again.really) <= 5 - after
    run(raw, tmp_path / "other")
    assert hashes(out) == hashes(tmp_path / "other")


def test_copies_are_told_in_and_outside_of_archives(tmp_path: Path) -> None:
    put(tmp_path / "raw", "a.zip", zipped([("1.txt", form(1))]))
    put(tmp_path / "raw", "b.zip", zipped([("1.txt", form(1))]))
    put(tmp_path / "raw", "c.txt", form(1))
    run(tmp_path / "raw", tmp_path / "out")
    table = documents(tmp_path / "out")
    assert table.loc["a.zip!/1.txt", "forms"] == 1
    for path in ("b.zip!/1.txt", "c.txt"):
        assert table.loc[path, "forms"] == 0
        assert str(table.loc[path, "message"]).startswith("The same bytes as a.zip!/1.txt")
    assert len(table["document_id"].unique()) == len(table)


def test_the_manifest_names_what_lies_in_an_archive(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    put(raw, "a.zip", zipped(THREE))
    lines = (
        "path,publisher,fiscal_year",
        "a.zip,禾溪县财政局,2023",
        "a.zip!/1.txt,禾溪县水利局,",
        "a.zip!/b.zip!/3.txt,,2025",
        "a.zip!/nowhere.txt,,2025",
        "b.zip!/1.txt,,2025",
    )
    put(raw, "manifest.csv", "\n".join(lines).encode())
    done = run(raw, tmp_path / "out")
    table = documents(tmp_path / "out")
    stated = table[["publisher", "fiscal_year"]].apply(tuple, axis=1).to_dict()
    assert stated["a.zip!/1.txt"] == ("禾溪县水利局", 2023)
    assert stated["a.zip!/附件/2.txt"] == ("禾溪县财政局", 2023)
    assert stated["a.zip!/b.zip!/3.txt"] == ("禾溪县财政局", 2025)
    assert [each.split(":")[0] for each in done.record.passed_over] == [
        "a.zip!/nowhere.txt",
        "b.zip!/1.txt",
    ]


def test_an_object_store_is_unpacked_as_a_folder_is(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/packed/raw/a.zip", zipped(THREE))
    put(tmp_path / "raw", "a.zip", zipped(THREE))
    run(tmp_path / "raw", tmp_path / "here")
    run("memory://packed/raw", tmp_path / "there")
    assert documents(tmp_path / "here").equals(documents(tmp_path / "there"))
    assert hashes(tmp_path / "here") == hashes(tmp_path / "there")
    watch = Heard()
    run("memory://packed/raw", tmp_path / "there", watch=watch)
    assert watch.why == {}
