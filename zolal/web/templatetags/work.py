"""What was dealt to somebody, in words."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zolal.quality.queries.issues import label_of
from zolal.quality.rules import meaning
from zolal.stewardship.models import Assignment
from zolal.web.stewardship.words import class_label as in_words

register = template.Library()


@register.simple_tag
def what_is_wrong(assignment: Assignment) -> SafeString:
    """The field, and what is wrong with it."""
    label = label_of(assignment.record_type, assignment.fact)
    return format_html("{}<br><small>{}</small>", label, meaning(assignment.code).message)


@register.filter
def class_label(name: str) -> str:
    """One of the classes of bad data."""
    return in_words(name)


@register.filter
def at(row: list[int], place: int) -> int:
    """What stands there in a row."""
    return row[place]
