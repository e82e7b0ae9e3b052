"""Cells that a page has by the hundred, made in Python as they are too many for a template."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zolal.web.imports.shown import Cell
from zolal.web.people.cells import cell_of

register = template.Library()


@register.filter
def cell(value: Any, look: str) -> SafeString:  # noqa: ANN401 - whatever a field holds
    """A record's value as it stands in a list."""
    return cell_of(look, value)


@register.simple_tag
def right_cell(cell: Cell, mend: str, after: str) -> SafeString:
    """A cell of a file with which nothing is wrong: to be typed over; `mend` is where that goes."""
    return format_html(
        '<input class="right" name="text" value="{}" dir="auto" aria-label="{}" data-column="{}" hx-post="{}"'
        ' hx-trigger="change" hx-target="#rows" hx-swap="outerHTML" hx-vals="{}">',
        cell.text,
        cell.header,
        cell.index,
        mend,
        json.dumps({"column": cell.index, "tab": "error", "after": after}),
    )
