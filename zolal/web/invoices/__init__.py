"""Screens of invoices and payments."""
