"""The fields of activities in the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zolal.activities.queries.activities import visible_activities
from zolal.people.fields import Field, Shape, offer_fields
from zolal.people.own.types import NO_CUSTOMER, OwnType, offer_own

_A = ("activity",)

# fmt: off
FIELDS = (
    Field("kind", _("Kind"), "ours", Shape.CHOICE, "", _A),
    Field("title", _("In one sentence"), "ours", Shape.TEXT, "text", _A),
    Field("person", _("Person"), "ours", Shape.PERSON, "", _A),
    Field("company", _("Company"), "ours", Shape.COMPANY, "", _A),
    Field("owner", _("Who does it"), "ours", Shape.USER, "", _A),
    Field("team", _("Team"), "ours", Shape.TEAM, "", _A),
    Field("at", _("When"), "ours", Shape.MOMENT, "", _A),
    Field("until", _("Until"), "ours", Shape.MOMENT, "", _A),
    Field("all_day", _("All day"), "ours", Shape.NUMBER, "", _A),
    Field("done_at", _("Done"), "ours", Shape.MOMENT, "", _A),
    Field("began_at", _("Began"), "ours", Shape.MOMENT, "", _A),
    Field("outcome", _("Outcome"), "ours", Shape.CHOICE, "", _A),
    Field("direction", _("Who began"), "ours", Shape.CHOICE, "", _A),
    Field("channel", _("Channel"), "ours", Shape.CHOICE, "", _A),
    Field("words", _("What the customer said, in their own words"), "ours", Shape.LONG_TEXT, "text", _A),
    Field("body", _("Text"), "ours", Shape.LONG_TEXT, "text", _A),
    Field("decisions", _("What was decided"), "ours", Shape.LONG_TEXT, "text", _A),
    Field("strengths", _("Our strengths"), "ours", Shape.LONG_TEXT, "text", _A),
    Field("weaknesses", _("Our weaknesses"), "ours", Shape.LONG_TEXT, "text", _A),
    Field("attitude", _("Attitude"), "ours", Shape.CHOICE, "", _A),
    Field("basis", _("How do we know"), "ours", Shape.CHOICE, "", _A),
    Field("repeat", _("Again"), "ours", Shape.CHOICE, "", _A),
    Field("repeat_every", _("Every so many"), "ours", Shape.NUMBER, "", _A),
    Field("pinned", _("Pinned"), "ours", Shape.NUMBER, "", _A),
    Field("place", _("Where"), "ours", Shape.TEXT, "text", _A),
)
# fmt: on


def offer() -> None:
    """Name them, and let administrators make more."""
    offer_fields("activity", FIELDS)
    offer_own(OwnType("activity", _("Activities"), visible_activities, NO_CUSTOMER))
