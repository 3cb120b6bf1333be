"""Numbers: numerals, what stands left and right of them, limits, ranges, shares."""
