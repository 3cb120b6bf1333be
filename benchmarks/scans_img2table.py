"""img2table with Tesseract on pictures of pages: `PYTHON scans_img2table.py PICTURE…` → JSON.

It runs in an interpreter of its own: the OpenCV that img2table needs cannot be installed beside the
one of the extra [ocr]. A cell is [table, row, column, rows, columns, text].
"""

import json
import sys

import cv2
from img2table.document import Image
from img2table.ocr import TesseractOCR


def main(pictures: list[str]) -> None:
    assert hasattr(cv2, "ximgproc")
    cells, count = [], 0
    ocr = TesseractOCR(n_threads=1, lang="chi_sim", psm=11) if pictures else None
    for picture in pictures:
        for table in Image(picture, detect_rotation=True).extract_tables(ocr=ocr):
            cells += _cells(count, table.content)
            count += 1
    print(json.dumps(cells))


def _cells(number: int, content: dict) -> list[list]:  # type: ignore[type-arg]
    """A merged cell is given once for each row and column that it spans."""
    places: dict[tuple[int, ...], list[tuple[int, int, str]]] = {}
    for row, line in content.items():
        for col, cell in enumerate(line):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            places.setdefault(box, []).append((row, col, cell.value or ""))
    found = []
    for spots in places.values():
        rows, cols = {spot[0] for spot in spots}, {spot[1] for spot in spots}
        found.append([number, min(rows), min(cols), len(rows), len(cols), spots[0][2]])
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
