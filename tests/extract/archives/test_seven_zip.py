"""7z archives, made by a library of others: read whole, or refused for the right reason."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from extract.model import Reason, Refused
from extract.readers.archives.seven_zip import SevenZipArchive

py7zr = pytest.importorskip("py7zr", reason="py7zr, which writes the archives, is a developer's")
FILES = {
    "附件1.txt": "禾溪县水利局\n".encode() * 3000,
    "附/附件2.txt": "绩效目标表".encode(),
    "空.txt": b"",
    "附/random.bin": b"".join(hashlib.sha256(bytes([n])).digest() for n in range(250)),
}
METHODS: dict[str, list[dict[str, Any]]] = {
    "lzma": [{"id": py7zr.FILTER_LZMA}],
    "lzma2": [{"id": py7zr.FILTER_LZMA2, "preset": 7}],
    "bcj and lzma2": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 7}],
    "delta and lzma2": [{"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2, "preset": 7}],
    "deflate": [{"id": py7zr.FILTER_DEFLATE}],
    "bzip2": [{"id": py7zr.FILTER_BZIP2}],
    "stored": [{"id": py7zr.FILTER_COPY}],
}


def packed(files: dict[str, bytes], filters: object = None, **how: Any) -> bytes:
    out = BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=filters, **how) as archive:
        for name, data in files.items():
            archive.writef(BytesIO(data), name)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    archive = SevenZipArchive(data)
    return {each.name: archive.unpacked(each.number) for each in archive.entries()}


def refusal(data: bytes) -> Reason:
    with pytest.raises(Refused) as refused:
        unpacked(data)
    return refused.value.reason


@pytest.mark.parametrize("filters", METHODS.values(), ids=METHODS)
def test_every_usual_method_is_unpacked(filters: list[dict[str, Any]]) -> None:
    assert unpacked(packed(FILES, filters)) == FILES


def test_an_archive_that_was_added_to_has_all_its_files(tmp_path: Path) -> None:
    path = tmp_path / "a.7z"
    path.write_bytes(packed(FILES))
    with py7zr.SevenZipFile(path, "a") as archive:
        archive.writef(BytesIO(b"more"), "more.txt")
    assert unpacked(path.read_bytes()) == FILES | {"more.txt": b"more"}


def test_folders_are_no_documents_and_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "附"
    folder.mkdir()
    (folder / "1.txt").write_bytes(b"1")
    (folder / "2.txt").symlink_to(folder / "1.txt")
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        archive.writeall(folder, "附")
    opened = SevenZipArchive((tmp_path / "a.7z").read_bytes())
    found = {each.name: each.refusal and each.refusal.reason for each in opened.entries()}
    assert found == {"附/1.txt": None, "附/2.txt": Reason.NOT_A_DOCUMENT}


def test_what_is_locked_is_refused() -> None:
    how = {"password": "".join(map(str, range(4)))}
    locked = SevenZipArchive(packed(FILES, **how))
    reasons = {each.name: each.refusal and each.refusal.reason for each in locked.entries()}
    assert reasons == dict.fromkeys(FILES, Reason.ENCRYPTED)
    assert refusal(packed(FILES, header_encryption=True, **how)) is Reason.ENCRYPTED


def test_other_methods_and_bombs_are_refused() -> None:
    assert (
        SevenZipArchive(packed(FILES, [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}]))
        .entries()[0]
        .refusal.reason
        is Reason.UNSUPPORTED_FORMAT
    )  # type: ignore[union-attr]
    [bomb] = SevenZipArchive(packed({"1.html": b" " * 50_000_000})).entries()
    assert bomb.refusal is not None
    assert bomb.refusal.reason is Reason.RESOURCE_LIMIT


def test_no_byte_that_is_changed_or_cut_off_breaks_the_reader() -> None:
    whole = packed(FILES)
    for at in range(len(whole)):
        data = bytearray(whole)
        data[at] ^= 0xFF
        for each in (bytes(data), whole[:at]):
            try:
                found = unpacked(each)
            except Refused:
                continue
            assert len(found) <= len(FILES)
