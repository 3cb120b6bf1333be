"""Publications printed by the programs that publishers use: a developer's command, run seldom.

`python -m samples.producers OUT` needs headless Chromium, LibreOffice, WeasyPrint, python-docx and
openpyxl (CONTRIBUTING.md says how to get them); what it writes is committed small.
"""
