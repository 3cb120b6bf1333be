"""Print every publication: `python -m samples.producers OUT [SLUG…]`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from weasyprint import HTML

from samples.producers.html import write_page
from samples.producers.office import write_docx, write_xlsx
from samples.producers.publications import Publication, mark, publications
from samples.writers.pdf_forms import ProjectForm


def _chromium(publication: Publication, folder: Path) -> Path:
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(write_page(publication), encoding="utf-8")
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={out}", page.as_uri())  # fmt: skip
    return out


def _weasyprint(publication: Publication, folder: Path) -> Path:
    out = folder / "page.pdf"
    HTML(string=write_page(publication)).write_pdf(out)
    return out


def _docx(publication: Publication, folder: Path) -> Path:
    return _office(folder, "page.docx", write_docx(publication))


def _xlsx(publication: Publication, folder: Path) -> Path:
    return _office(folder, "page.xlsx", write_xlsx(publication))


def _office(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
         str(folder / name))  # fmt: skip
    return folder / "page.pdf"


PRODUCERS: dict[str, Callable[[Publication, Path], Path]] = {
    "chromium": _chromium,
    "weasyprint": _weasyprint,
    "docx": _docx,
    "xlsx": _xlsx,
}


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"{program} is not installed: see CONTRIBUTING.md")
    subprocess.run([path, *arguments], check=True, capture_output=True)  # noqa: S603 -- a developer's own command


def truth(form: ProjectForm, seed: int, pages: list[str]) -> dict[str, object]:
    """What a reader must find of a form; a row's page is the one that prints its mark."""
    return {
        "title": form.title,
        "project_name": form.name,
        "supervisor": form.supervisor,
        "implementing_unit": form.unit,
        "amounts": form.funding,
        "goal": form.goal,
        "rows": [
            [*row, next((n for n, page in enumerate(pages, 1) if mark(seed, k) in page), None)]
            for k, row in enumerate(form.rows)
        ],
    }


def _small(path: Path) -> bytes:
    """The printed file with its streams packed; nothing on its pages is touched."""
    packed = path.with_suffix(".small")
    with pikepdf.open(path) as document:
        document.remove_unreferenced_resources()
        document.save(
            packed,
            compress_streams=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return packed.read_bytes()


def _squeezed_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def main(out: Path, slugs: list[str]) -> None:
    """Write each publication's PDF, and beside it the truth that it was printed from."""
    out.mkdir(parents=True, exist_ok=True)
    for publication in publications():
        if slugs and publication.slug not in slugs:
            continue
        with TemporaryDirectory() as folder:
            data = _small(PRODUCERS[publication.producer](publication, Path(folder)))
        pages = _squeezed_pages(data)
        forms = [truth(form, seed_of(form), pages) for form in publication.forms]
        (out / f"{publication.slug}.pdf").write_bytes(data)
        text = json.dumps(forms, ensure_ascii=False, indent=1)
        (out / f"{publication.slug}.json").write_text(f"{text}\n", encoding="utf-8")
        sys.stderr.write(f"{publication.slug}: {len(pages)} pages, {len(data)} bytes\n")


def seed_of(form: ProjectForm) -> int:
    """The seed stands before a made-up form's name."""
    return int("".join(char for char in form.name[:3] if char.isdigit()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
