"""Write the sample publications of data/raw from the truth: `python -m samples.generate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from samples.truth import COUNTY, Publication, publications
from samples.writers.text import DAMAGED, PLAIN, RESIDUE, write_text

RAW = Path(__file__).parent.parent / "data" / "raw"
# Each department exports its text in its own way, the same one every year.
_DRESSES = {"nongye": RESIDUE, "jiaoyu": PLAIN, "shiqiao": DAMAGED}


def samples() -> Iterator[tuple[str, bytes]]:
    """Path below data/raw and bytes of every sample file."""
    for publication in publications():
        text = write_text(publication, _DRESSES[publication.slug])
        yield f"{publication.fiscal_year}/{publication.slug}.txt", text.encode("utf-8")
    yield "manifest.csv", _manifest(publications()).encode("utf-8")


def _manifest(published: tuple[Publication, ...]) -> str:
    lines = ["path,source_url,publisher,fiscal_year,retrieved_on"]
    lines += [
        f"{each.fiscal_year}/{each.slug}.txt,,{COUNTY}财政局,{each.fiscal_year},"
        for each in published
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all samples."""
    for name, data in samples():
        path = RAW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
