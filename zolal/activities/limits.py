"""How much may be handed in at once."""

LARGEST = 20 * 2**20
"""Bytes of one file."""
