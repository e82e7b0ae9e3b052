"""What makes a contact useful to us: indicators with points."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.jobs import enqueue
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.said import demand_row
from zolal.people.queries.lists import BadWish, Wish, fulfilling
from zolal.people.queries.records import MODELS
from zolal.stewardship.actions.known import known_type
from zolal.stewardship.models import FitIndicator

MOST_POINTS = 100
MOST_INDICATORS = 20


def add_indicator(*, record_type: str, name: str, query: str, points: int, by: User) -> FitIndicator:
    """Who fulfils the conditions of the list `query` gets the points; all records are counted anew in the background.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "stewardship.plan")
        query = _conditions(known_type(record_type), query, by)
        if not points or abs(points) > MOST_POINTS:
            sentence = _("Points are a whole number from −%(most)s to %(most)s, but not 0.")
            raise ValidationError({"points": sentence % {"most": MOST_POINTS}})
        if FitIndicator.objects.filter(record_type=record_type).count() >= MOST_INDICATORS:
            sentence = _("There are %(most)s indicators already; take one away first.")
            raise ValidationError(sentence % {"most": MOST_INDICATORS})
        indicator = FitIndicator(record_type=record_type, name=name, query=query, points=points, by=by)
        demand_row(indicator)
        rows.add(ledger.act(kind="fit.add", by=by, about={"name": indicator.name, "points": points}), indicator)
        enqueue("stewardship.fit", owner=by, record_type=record_type)
    return indicator


def drop_indicator(*, indicator: FitIndicator, by: User) -> Action:
    """Undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        action = ledger.act(kind="fit.drop", by=by, about={"name": indicator.name})
        rows.take(action, indicator)
        enqueue("stewardship.fit", owner=by, record_type=indicator.record_type)
    return action


def _conditions(record_type: str, query: str, by: User) -> str:
    """The conditions alone of a list, as they are kept. Raises `ValidationError` where they make no sense."""
    try:
        wish = Wish.read(record_type, query)
        filters = tuple(one for one in wish.filters if one.field not in {"state", "fit"})
        fulfilling(MODELS[record_type].objects.none(), wish=wish, user=by)
    except BadWish as error:
        raise ValidationError({"query": str(error)}) from error
    if not filters:
        raise ValidationError({"query": _("Choose at least one condition, such as a city or a category.")})
    return Wish(record_type, filters=filters).query(after=None, before=None)
