"""Deals from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.capture.models import ImportRow
from zolal.capture.plain.kind import Asked, Going, Judged, PlainField
from zolal.core import ledger
from zolal.core.models import Action
from zolal.people.fields import Text
from zolal.people.own.known import own_fields
from zolal.sales.actions.deal_rows import forget_rows, hold_deals, write_deals
from zolal.sales.deal_cells import HEADERS
from zolal.sales.deal_fields import FIELDS
from zolal.sales.deal_sheets import Answer, Row, judged_deals
from zolal.sales.marks import Marks
from zolal.sales.own_columns import with_own
from zolal.sales.queries.deals import visible_deals

_LABELS: Mapping[str, Text] = {field.name: field.label for field in FIELDS} | {
    "uid": _("ID"), "number": pgettext_lazy("of a deal", "Number"), "customer": _("Customer"),
    "customer_uid": _("ID of the customer"), "national_id": _("National ID"), "legal_id": _("Legal ID"),
    "mobile": _("Mobile"), "email": _("E-mail"), "opened_on": _("Opened"), "closed_on": _("Closed"),
}  # fmt: skip
_VERDICTS = {
    "new": ImportRow.Verdict.NEW,
    "update": ImportRow.Verdict.UPDATE,
    "known": ImportRow.Verdict.DUPLICATE,
    "wrong": ImportRow.Verdict.ERROR,
}


class Deals:
    """A deal is known again by its ID, its number, an exact repeat of its row, or by customer and title."""

    record_type = "deal"
    label = _("The file holds deals")
    needed = ("title",)

    @property
    def fields(self) -> Mapping[str, PlainField]:
        """Those that come with Zolal, and those of one's own."""
        labels = {**_LABELS, **{name: field.label for name, field in own_fields("deal").items()}}
        return {
            name: PlainField(labels[name], words, money=name == "value")
            for name, words in with_own("deal", HEADERS).items()
        }

    def demand(self, by: User) -> None:
        demand(by, "deals.write")
        demand(by, "deals.bulk")
        demand_kind(by, "create", "deal")

    def seen(self, user: User) -> QuerySet[Any]:
        return visible_deals(user)

    def judge(self, rows: Sequence[Asked], *, units: Mapping[str, str], user: User, seen: Marks) -> list[Judged]:
        answers = {row.number: Answer(row.is_new, row.without_customer) for row in rows}
        told = [(row.number, row.texts) for row in rows]
        return [_judged(one) for one in judged_deals(told, user=user, units=units, answers=answers, seen=seen)]

    def hold(self) -> None:
        hold_deals()

    def write(self, action: Action, rows: Sequence[Going], *, filename: str) -> dict[int, int]:
        told = [(one.judged.beside, one.facts, one.raw) for one in rows]
        return write_deals(action=action, rows=told, filename=filename)

    def undone(self, action: Action) -> None:
        forget_rows(action)


def _judged(row: Row) -> Judged:
    verdict = _VERDICTS[row.part].value
    known = row.deal.pk if row.deal is not None and row.part != "wrong" else None
    return Judged(
        number=row.number,
        verdict=verdict,
        facts=row.changes if known else ledger.record_type("deal").canonical(row.facts),
        wrong=row.errors,
        match_id=known,
        sure=row.sure,
        follows=row.follows,
        mark=row.mark,
        beside=row,
    )
