"""What every test of the HTML reader does: read a page given as text or bytes."""

import hashlib
from collections.abc import Callable

import pytest

from extract.families import gate as family_gate
from extract.model import Reading, Source
from extract.readers.html import HTML


@pytest.fixture
def read() -> Callable[..., Reading]:
    def read_page(page: str | bytes, *, gate: bool = False, url: str | None = None) -> Reading:
        data = page.encode() if isinstance(page, str) else page
        digest = hashlib.sha256(data).hexdigest()
        return HTML.read(
            Source(name="page", data=data, sha256=digest, source_url=url),
            gate=family_gate() if gate else family_gate().opened(),
        )

    return read_page
