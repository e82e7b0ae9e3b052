"""Screens of the product catalogue."""
