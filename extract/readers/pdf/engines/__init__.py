"""What draws a Page: PDFium first, pdfplumber second; opening, repair, fonts that stand in."""
