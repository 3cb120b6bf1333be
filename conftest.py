"""What pytest leaves out: modules of an extra that is missing, and what changes Python itself."""

from extract.readers.pdf.engines.ocr.models import available

collect_ignore_glob = [] if available() else ["extract/readers/pdf/engines/ocr/*.py"]

# It takes from Python what another system lacks; only processes that a test starts may load it.
collect_ignore = ["tests/batch/other_system"]
