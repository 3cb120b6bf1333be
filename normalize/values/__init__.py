"""The grammar of values: cleaning → times → numbers → units → selection → qualities → status."""
