"""Merges that were done, and parting the two again."""
