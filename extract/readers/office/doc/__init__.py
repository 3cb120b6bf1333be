"""Word documents of before 2007 (doc, wps): streams → characters with their looks → tables."""
