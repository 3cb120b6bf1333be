"""Documents that are attached to a PDF, or that it is but a cover of (portfolios)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import regex

from extract.model import Reason, Refused
from extract.readers.archives.limits import BROKEN, LOCKED, MOST_OF_ONE, refusal_of_size
from extract.readers.archives.opened import Claim, Entry, entries_of
from extract.readers.pdf.before.objects import entry, parts, plain, readable

_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError)
_DOCUMENT = regex.compile(
    r"\.(?:pdf|docx?m?|wps|xls[xm]?|et|ofd|od[st]|csv|rtf|html?|mht(?:ml)?|txt|eml|zip|rar|7z|tar"
    r"|gz|tgz)$",
    flags=regex.I,
)
"""What may hold a publication; data of the program that made the file is attached as well."""
_STEP = 1 << 20
_UNUSUAL = (
    "It is packed in an unusual way: save the attachment by hand, and put it beside the file."
)


class Attachments:
    """An open PDF, as far as it holds other documents."""

    format = "pdf"

    def __init__(self, data: bytes) -> None:
        """Raises Refused where the file is locked or damaged."""
        try:
            self._document = pikepdf.open(BytesIO(data), suppress_warnings=True)
            self._files = list(self._streams())
        except pikepdf.PasswordError as error:
            raise Refused(Reason.ENCRYPTED, LOCKED) from error
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error

    def _streams(self) -> Iterator[tuple[str, Any]]:
        """Names and streams of what is attached to the file, then to its pages."""
        met: set[tuple[int, int]] = set()
        for spec in self._specs():
            name = _name(spec)
            stream = next(iter(_embedded(spec)), None)
            if stream is None or stream.objgen in met:
                continue
            met.add(stream.objgen)
            if _DOCUMENT.search(name):
                yield name, stream

    def _specs(self) -> Iterator[Any]:
        root = self._document.Root
        yield from _tree(entry(entry(root, "/Names"), "/EmbeddedFiles"))
        for page in self._document.pages:
            for note in parts(entry(page.obj, "/Annots")):
                if plain(entry(note, "/Subtype")) == "/FileAttachment":
                    yield entry(note, "/FS")

    def entries(self) -> tuple[Entry, ...]:
        """See Opened."""
        return entries_of(
            Claim(written=name, number=number, size=0, packed=None)
            for number, (name, _) in enumerate(self._files)
        )

    def unpacked(self, number: int) -> bytes:
        """See Opened; what a stream grows to is only known when it has grown."""
        stream = self._files[number][1]
        try:
            packed = bytes(stream.get_raw_stream_buffer())
            filters = [plain(each) for each in parts(entry(stream, "/Filter"))]
            if not filters:
                return packed
            if filters != ["/FlateDecode"] or entry(stream, "/DecodeParms") is not None:
                return _other(stream, packed)
            return _inflated(packed)
        except (*_BROKEN, zlib.error) as error:
            raise Refused(Reason.DAMAGED, BROKEN) from error

    def close(self) -> None:
        """Let the file go."""
        self._document.close()


def attached(data: bytes) -> Attachments | None:
    """The documents attached to a PDF; None where there are none, or nobody can tell."""
    try:
        found = Attachments(data)
    except Refused:
        return None
    if found.entries():
        return found
    found.close()
    return None


def may_attach(document: pikepdf.Pdf) -> bool:
    """Is anything attached to a file, or to a page of it?"""
    try:
        if entry(entry(document.Root, "/Names"), "/EmbeddedFiles") is not None:
            return True
        notes = (each for page in document.pages for each in parts(entry(page.obj, "/Annots")))
        return any(plain(entry(note, "/Subtype")) == "/FileAttachment" for note in notes)
    except _BROKEN:
        return False


_MOST_NODES = 20_000


def _tree(top: Any) -> Iterator[Any]:
    """The values of a name tree; a tree that goes in circles ends all the same."""
    nodes, left = [top], _MOST_NODES
    while nodes and left:
        node = nodes.pop()
        left -= 1
        yield from parts(entry(node, "/Names"))[1::2]
        nodes += reversed(parts(entry(node, "/Kids")))


def _name(spec: Any) -> str:
    """The name of an attachment: UTF-16 as the format has it, or bytes in any encoding."""
    for key in ("/UF", "/F"):
        if isinstance(name := entry(spec, key), pikepdf.String):
            data = bytes(name)
            utf16 = data.startswith((b"\xfe\xff", b"\xff\xfe"))
            return data.decode("utf-16", "replace") if utf16 else readable(data)
    return ""


def _embedded(spec: Any) -> Iterator[Any]:
    files = entry(spec, "/EF")
    for name in ("/UF", "/F"):
        stream = entry(files, name)
        if isinstance(stream, pikepdf.Stream):
            yield stream


def _inflated(packed: bytes) -> bytes:
    machine, data = zlib.decompressobj(), bytearray()
    left = packed
    while left and not machine.eof:
        data += machine.decompress(left, _STEP)
        left = machine.unconsumed_tail
        if refusal := refusal_of_size(len(data), len(packed), 0):
            raise refusal
    return bytes(data)


def _other(stream: Any, packed: bytes) -> bytes:
    """A stream packed in another way; only one that cannot grow beyond a document is unpacked."""
    if len(packed) * 1032 > MOST_OF_ONE:
        raise Refused(Reason.UNSUPPORTED_FORMAT, _UNUSUAL)
    return bytes(stream.read_bytes())
