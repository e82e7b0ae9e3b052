"""Uses of fields in the reader's words, with the page each leads to."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zolal.people.fields import Text
from zolal.people.uses import Use
from zolal.web.people.kinds import KINDS

USES: Mapping[str, Text] = {
    "report": _("Report"),
    "view": _("Saved list"),
    "essential": _("Entry"),
    "score": _("Score"),
    "matching": _("Matching"),
    "rule": _("Rule"),
    "segment": _("Segment"),
    "mapping": _("Import"),
}


def told(use: Use, record_type: str) -> dict[str, object]:
    """A use with its sort in words, and its address, "" where it has no page of its own."""
    return {"kind": use.kind, "sort": USES.get(use.kind, use.kind), "title": use.title, "href": _href(use, record_type)}


def _href(use: Use, record_type: str) -> str:
    if use.kind in {"report", "rule"}:
        return reverse(use.kind, args=[use.uid])
    if use.kind == "mapping" and use.uid:
        return reverse("import", args=[use.uid])
    if use.kind == "view":
        return f"{reverse(KINDS[record_type].list_name)}?{use.query}&view={use.uid}"
    return ""
