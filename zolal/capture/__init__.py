"""The door: imports, entry by hand and by programs. One pipeline for every inlet."""
