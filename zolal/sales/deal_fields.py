"""The fields of deals in the catalogue, and what of them a stage can demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.people.fields import Field, Shape, Text, is_own, offer_fields
from zolal.people.own.known import any_field, own_fields
from zolal.people.own.types import NO_CUSTOMER, OwnType, offer_own
from zolal.people.own.when import asked
from zolal.people.queries.names import offer_thing
from zolal.sales.models import LostReason, Pipeline, Stage
from zolal.sales.queries.deals import visible_deals

_D = ("deal",)

# fmt: off
FIELDS = (
    Field("title", _("Title"), "deal", Shape.TEXT, "text", _D),
    Field("value", pgettext_lazy("of a deal", "Value"), "deal", Shape.MONEY, "", _D),
    Field("expected_on", _("Expected close"), "deal", Shape.DATE, "date", _D),
    Field("pipeline", _("Pipeline"), "deal", Shape.ROW, "pipeline", _D),
    Field("stage", _("Stage"), "deal", Shape.ROW, "stage", _D),
    Field("status", _("Status"), "deal", Shape.CHOICE, "", _D),
    Field("probability", _("Probability"), "deal", Shape.NUMBER, "number", _D),
    Field("person", _("Person"), "customer", Shape.PERSON, "", _D),
    Field("company", _("Company"), "customer", Shape.COMPANY, "", _D),
    Field("channel", _("Sales channel"), "way", Shape.CHOICE, "", _D),
    Field("touch_point", _("Touch-point"), "way", Shape.CHOICE, "", _D),
    Field("intermediary", _("Intermediary"), "way", Shape.COMPANY, "", _D),
    Field("margin_share", _("Margin in hundredths of a per cent"), "way", Shape.NUMBER, "number", _D),
    Field("margin_amount", _("Margin in rials"), "way", Shape.MONEY, "", _D),
    Field("owner", _("Owner"), "ours", Shape.USER, "", _D),
    Field("team", _("Team"), "ours", Shape.TEAM, "", _D),
    Field("note", _("Note"), "ours", Shape.LONG_TEXT, "text", _D),
    Field("lost_reason", _("Reason of the loss"), "end", Shape.ROW, "lost_reason", _D),
    Field("lost_note", _("Note on the loss"), "end", Shape.LONG_TEXT, "text", _D),
    Field("opened_at", _("Opened"), "end", Shape.MOMENT, "", _D),
    Field("entered_at", _("In the stage since"), "end", Shape.MOMENT, "", _D),
    Field("closed_at", _("Closed"), "end", Shape.MOMENT, "", _D),
)
# fmt: on

_DEMANDABLE: Mapping[str, Text] = {
    "value": pgettext_lazy("of a deal", "Value"),
    "expected_on": _("Expected close"),
    "customer": _("Person or company"),
    "person": _("Person"),
    "company": _("Company"),
    "channel": _("Sales channel"),
    "touch_point": _("Touch-point"),
    "next_activity": _("Next activity"),
}


def demandable() -> Mapping[str, Text]:
    """What a stage can demand of a deal that enters it, fields of one's own too."""
    return {**_DEMANDABLE, **{name: field.label for name, field in own_fields("deal").items()}}


def demanded(need: str) -> str:
    """What something is called that a stage demands, also where its field was retired since."""
    field = any_field("deal", need) if is_own(need) else None
    return str(field.label if field else _DEMANDABLE.get(need, need))


def lacks(need: str, facts: Mapping[str, Any], *, next_activity: object = None) -> bool:
    """Whether something that a stage demands is not there."""
    match need:
        case "customer":
            return not (facts.get("person") or facts.get("company"))
        case "next_activity":
            return next_activity is None
    if is_own(need):
        field = own_fields("deal").get(need)
        return field is not None and facts.get(need) is None and asked(field, facts)
    return facts.get(need) in (None, "")


def offer() -> None:
    """Let everybody who reads facts know them."""
    offer_fields("deal", FIELDS)
    offer_own(OwnType("deal", _("Deals"), visible_deals, NO_CUSTOMER))
    offer_thing("pipeline", Pipeline)
    offer_thing("stage", Stage)
    offer_thing("lost_reason", LostReason)
