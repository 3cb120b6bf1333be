"""Archives, mails, PDFs with attachments: what lies in them, and the bytes of each member."""
