"""What the search looks through in texts: FTS5 by trigrams on SQLite, pg_trgm on PostgreSQL, as of people."""

from __future__ import annotations

import re

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from zolal.engine.persian.letters import key

TABLE = "activities_activity"
# Two spaces before each word, so that one or two letters at its beginning make the three an index needs.
_GAP = "  "
_BREAK = re.compile(r"[\s\-_.,;:،؛/()\[\]«»\"'!؟?]+")
_MOST_WORDS = 12


def haystack(text: str) -> str:
    """The text that is searched, from all texts of a row."""
    words = [word for word in _BREAK.split(key(text)) if word]
    return f"{_GAP}{_GAP.join(words)}{_GAP}" if words else ""


def search_condition(text: str, *, table: str = TABLE, row_by_row: bool = False) -> Q:
    """Rows of a table (of activities) in which every word of the text is found; all where it has none.

    `row_by_row` is for the few rows that something else has found; it asks no index.
    """
    words = [word for word in _BREAK.split(key(text)) if word][:_MOST_WORDS]
    if not words:
        return Q()
    terms = [word if len(word) > 2 else (_GAP + word)[-3:] for word in words]
    if connection.vendor == "sqlite" and not row_by_row:
        index = f"{table}_search"
        asked = " AND ".join('"' + term.replace('"', '""') + '"' for term in terms)
        statement = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608 - our name
        return Q(pk__in=RawSQL(statement, [asked]))  # noqa: S611 - our name
    found = Q()
    for term in terms:
        found &= Q(search__contains=term)
    return found
