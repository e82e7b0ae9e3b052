"""Screens of the companies that sell for us."""
