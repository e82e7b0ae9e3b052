"""Forms of values, ways out and figures in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from zolal.people.fields import Shape, Text

SHAPES: Mapping[Shape, Text] = {
    Shape.TEXT: _("text"),
    Shape.LONG_TEXT: _("long text"),
    Shape.DATE: _("date"),
    Shape.NUMBER: _("number"),
    Shape.CHOICE: _("choice"),
    Shape.POINT: _("way to reach, several"),
    Shape.COMPANY: _("company"),
    Shape.USER: _("user"),
    Shape.TEAM: _("team"),
    Shape.CATEGORY: _("category"),
    Shape.TAGS: _("tags"),
    Shape.MONEY: _("money (rial)"),
    Shape.CHOICES: _("several choices"),
    Shape.YES_NO: _("yes or no"),
    Shape.RELATION: _("relation"),
    Shape.FILE: _("file"),
}
WAYS_OUT: Mapping[str, Text] = {"list": _("lists"), "export": _("CSV and Excel"), "api": _("API")}
STATISTICS: tuple[tuple[str, Text], ...] = (
    ("count", _("COUNT")),
    ("average", _("AVERAGE")),
    ("median", _("MEDIAN")),
    ("stdev", _("STDEV")),
    ("min", _("MIN")),
    ("max", _("MAX")),
)
"""The names that analysts know from their spreadsheets."""
