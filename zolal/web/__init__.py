"""Screens: views, forms, templates, styles, scripts; nothing else knows HTML."""
