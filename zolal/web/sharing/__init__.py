"""Records shared with colleagues, and who stands in for whom."""
