"""People and companies as an address book that telephones and mail programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind, visible
from zolal.core.ledger import act
from zolal.engine.records import SEPARATOR
from zolal.people.exports import Export, cells_of
from zolal.people.fields import Field, Shape
from zolal.people.models import Company, Person
from zolal.people.queries.lists import BadWish, Wish, loaded, matching_ids
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import MODELS
from zolal.people.queries.titles import by_name
from zolal.tables.vcard import Version, card

MOST = 10_000
"""More cards nobody's telephone takes."""
_CHUNK = 1_000
_INTERNAL = frozenset({"owner", "team", "category", "last_activity_on", "last_purchase_on"})
"""What is between us and the customer, not on a card."""


def export_cards(
    *, user: User, record_type: str, wish: Wish | None = None, uids: Sequence[UUID] = (), version: Version = "4.0"
) -> Export:
    """The records of a list, or those picked, as cards; those the user may not take out of Zolal are left out.

    Leaves an entry in the ledger. Raises `NotAllowed`; `BadWish` also where that are none, or more than 10,000.
    """
    demand(user, "records.export")
    demand_kind(user, "export", record_type)
    if wish is not None:
        ids = matching_ids(user=user, wish=wish, what="export")
    else:
        picked = MODELS[record_type].objects.filter(uid__in=list(uids)[: MOST + 1])
        picked = visible(picked, user, what="export").order_by(*by_name(user), "id")
        ids = list(picked.values_list("pk", flat=True))
    if not ids:
        raise BadWish("", _("There is nobody to be written on a card."))
    if len(ids) > MOST:
        raise BadWish("", _("An address book holds at most 10,000 cards; narrow the list first."))
    about = {"record_type": record_type, "records": len(ids), "form": "vcf"}
    if wish is not None:
        about["list"] = wish.query(after=None, before=None)
    with transaction.atomic():
        action = act(kind="records.export", by=user, about=about)
    name = f"{record_type}-{timezone.localdate().isoformat()}.vcf"
    return Export(name, "text/vcard; charset=utf-8", len(ids), action, _pieces(user, record_type, ids, version))


def _pieces(user: User, record_type: str, ids: Sequence[int], version: Version) -> Iterator[bytes]:
    out = _INTERNAL | withheld(user, record_type)
    cells = {name: one for name, one in cells_of(user, record_type, "gregorian").items() if name not in out}
    for start in range(0, len(ids), _CHUNK):
        for record in loaded(record_type, ids[start : start + _CHUNK], user=user):
            values = {
                name.removeprefix("own:"): found
                for name, (field, cell) in cells.items()
                if (found := _values(record, field, cell(record)))
            }
            is_company = record_type == "company"
            yield card(values, version=version, uid=str(record.uid), is_company=is_company)


def _values(record: Person | Company, field: Field, cell: Any) -> list[str]:  # noqa: ANN401 - a cell
    text = str(cell or "")
    if not text:
        return []
    if field.name == "gender":
        return [str(getattr(record, field.name))]
    several = field.shape in {Shape.POINT, Shape.TAGS} or field.own is not None
    return text.split(SEPARATOR) if several else [text]
