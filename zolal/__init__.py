"""Zolal: a CRM that begins with clean customer data."""

__version__ = "0.1.0"
