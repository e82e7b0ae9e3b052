"""One against all: an index that finds the few records on file that one record may be."""
