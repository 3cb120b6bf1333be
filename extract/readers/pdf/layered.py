"""A file as it is shown when it is opened: without the layers that are switched off."""

from __future__ import annotations

from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.layers import without_hidden
from extract.readers.pdf.engines.pdfium import PdfiumEngine


def as_first_shown(
    engine: PdfiumEngine, data: bytes, contents: Contents
) -> tuple[PdfiumEngine, bytes]:
    """The engine and the bytes to read: others than those given where something lies on a layer
    that is off; the engine given is closed then.
    """
    off = contents.layers_off()
    if off and (shown := without_hidden(data)) is not None:
        engine.close()
        engine, data = PdfiumEngine(shown), shown
    engine.layers_off = off
    return engine, data
