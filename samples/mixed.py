"""What a county sends in a week: publications in all formats, archives, mails, and what is none.

`python -m samples.mixed FOLDER [FILES]` writes them. Every file says how each document that it
holds must stand in the end: `ok`, `no_forms`, or the reason why it is refused.
"""

from __future__ import annotations

import gzip
import io
import itertools
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pikepdf

from samples.layouts.dress import STYLES, file
from samples.layouts.publications import layouts

_SUFFIX = {"text": "txt", "html": "html", "pdf": "pdf", "ofd": "ofd", "docx": "docx"}
_SUFFIX |= {"xlsx": "xlsx"}
_NOTICE = "禾溪县财政局关于公开第{}批绩效目标表的说明。\n\n    各单位的绩效目标表见附件。\n"
_EVERY = 10
"""One of so many files is none that can be read whole; as many hold others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file, and how each document in it must stand: `` is the file itself."""

    name: str
    data: bytes
    standing: Mapping[str, str]

    def documents(self) -> dict[str, str]:
        """Paths of its documents below the raw folder → how they must stand."""
        return {
            f"{self.name}!/{inside}" if inside else self.name: standing
            for inside, standing in self.standing.items()
        }


def sent(files: int) -> Iterator[Sent]:
    """So many files, no two of the same bytes."""
    written = _publications()
    for n in range(files):
        folder = f"第{n % 7 + 1}天/{n:04d}"
        if n % _EVERY == 3:
            yield _unreadable(folder, n)
        elif n % _EVERY == 7:
            yield _holding(folder, n, [next(written) for _ in range(3)])
        else:
            suffix, data = next(written)
            yield Sent(name=f"{folder}.{suffix}", data=data, standing={"": "ok"})


def _publications() -> Iterator[tuple[str, bytes]]:
    """Suffix and bytes of every layout in every style, formats taking turns."""
    turns = itertools.count()
    for turn in turns:
        for number, layout in enumerate(layouts()):
            format_ = tuple(_SUFFIX)[(turn + number) % len(_SUFFIX)]
            styles = STYLES[format_]
            round_ = turn // len(_SUFFIX)
            if round_ < len(styles):
                made = file(layout, "clean", format_, styles[round_])
                yield _SUFFIX[format_], made.data
        if turn > len(_SUFFIX) * max(map(len, STYLES.values())):
            return


def _unreadable(name: str, n: int) -> Sent:
    """A file of which nothing can be read, and why."""
    kinds = (
        ("pdf", b"", "no_content"),
        ("zip", _zipped({"附件.txt": _notice(n)})[:60], "damaged"),
        (
            "ppt",
            bytes.fromhex("d0cf11e0a1b11ae1") + n.to_bytes(4) + bytes(600),
            "unsupported_format",
        ),
        ("rar", b"Rar!\x1a\x07\x01\x00" + n.to_bytes(4) + bytes(200), "unsupported_format"),
        ("dat", bytes(range(256)) * 4 + n.to_bytes(4), "not_a_document"),
        ("docx", _zipped({"[Content_Types].xml": b"", f"word/{n}.xml": b"x"}), "damaged"),
    )
    suffix, data, why = kinds[n // _EVERY % len(kinds)]
    if not data:
        data = b" " * (n + 1)  # no two of the same bytes
    return Sent(name=f"{name}.{suffix}", data=data, standing={"": why})


def _holding(name: str, n: int, inside: list[tuple[str, bytes]]) -> Sent:
    """An archive, a mail or a PDF that holds publications and a notice."""
    members = {f"附件{k}.{suffix}": data for k, (suffix, data) in enumerate(inside, 1)}
    whole = {**members, "说明.txt": _notice(n)}
    standing = {"": "no_forms", **dict.fromkeys(members, "ok"), "说明.txt": "no_forms"}
    kind = n // _EVERY % 5
    if kind == 0:
        return Sent(name=f"{name}.zip", data=_zipped(whole), standing=standing)
    if kind == 1:
        return Sent(name=f"{name}.tar.gz", data=_tarred(whole), standing=standing)
    if kind == 2:
        mailed = {"": "no_forms", "正文.txt": "no_forms", **dict.fromkeys(members, "ok")}
        return Sent(name=f"{name}.eml", data=_mailed(members, n), standing=mailed)
    if kind == 3:
        data = _zipped({"局.zip": _zipped(whole), "bomb.html": b" " * 20_000_000})
        nested = {f"局.zip!/{each}" if each else "局.zip": x for each, x in standing.items()}
        return Sent(
            name=f"{name}.zip",
            data=data,
            standing={"": "no_forms", "bomb.html": "resource_limit", **nested},
        )
    attached = {"": "no_forms", **dict.fromkeys(members, "ok")}
    return Sent(name=f"{name}.pdf", data=_attached(members), standing=attached)


def _notice(n: int) -> bytes:
    return _NOTICE.format(n).encode()


def _zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _tarred(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), mtime=0)


def _mailed(members: Mapping[str, bytes], n: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "office@hexi.invalid", "finance@hexi.invalid"
    message["Subject"] = f"绩效目标表（第{n}批）"
    message["Date"] = "Fri, 1 Mar 2024 10:00:00 +0800"
    message.set_content(_NOTICE.format(n))
    for name, data in members.items():
        message.add_attachment(data, maintype="application", subtype="x", filename=name)
    message.set_boundary(f"batch-{n}")
    return message.as_bytes()


def _attached(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, data in members.items():
            document.attachments[name] = data
        document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        document.save(out, static_id=True)
    return out.getvalue()


def write(folder: Path, files: int) -> dict[str, str]:
    """Write so many files; path of every document → how it must stand."""
    standing: dict[str, str] = {}
    for each in sent(files):
        path = folder / each.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.data)
        standing |= each.documents()
    return standing


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 500)
