"""What pytest leaves out where an extra is not installed: its modules cannot be loaded."""

from extract.readers.pdf.engines.ocr.models import available

collect_ignore_glob = [] if available() else ["extract/readers/pdf/engines/ocr/*.py"]
