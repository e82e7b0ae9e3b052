"""Many people or companies at once, each one action that can be undone; and the list as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from zolal.accounts.models import User
from zolal.accounts.queries.users import team_by_id, user_by_uid
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.api.shapes import ActionOut, action_out
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.actions.bulk import archive_records, delete_records, edit_records, restore_records
from zolal.people.cards import export_cards
from zolal.people.exports import export_records
from zolal.people.own.entry import facts_from
from zolal.people.own.unique import unique_fields
from zolal.people.queries.lists import Wish, matching_ids
from zolal.people.queries.records import visible_record, visible_records
from zolal.people.queries.tags import category_by_id, tag_by_id
from zolal.tables.vcard import Version

_DEEDS: dict[str, Callable[..., Action]] = {
    "archive": archive_records,
    "restore": restore_records,
    "delete": delete_records,
}


class Gift(Schema):
    """What all of them are given; null leaves a thing as it is, "" takes it away. `fields` are texts of own fields."""

    owner: UUID | Literal[""] | None = None
    company: UUID | Literal[""] | None = None
    team: int | Literal[""] | None = None
    category: int | Literal[""] | None = None
    tags: list[int] = Field(default_factory=list)
    tags_off: list[int] = Field(default_factory=list)
    fields: dict[str, str] = Field(default_factory=dict)


class Bulk(Schema):
    """Which records: `ids`, or the query string of a list for all that match it."""

    do: Literal["edit", "archive", "restore", "delete"]
    ids: list[UUID] = Field(default_factory=list)
    query: str | None = None
    give: Gift | None = None


class ExportWish(Schema):
    """`query` is the query string of a list. Cards ("vcf" is vCard 4.0, "vcf3" 3.0) also of `ids`; at most 10,000."""

    query: str = ""
    ids: list[UUID] = Field(default_factory=list)
    form: Literal["csv", "xlsx", "vcf", "vcf3"] = "xlsx"
    calendar: Literal["jalali", "gregorian"] = "jalali"


def add_bulk(router: Router, record_type: str) -> None:
    """The operations on many records of one kind."""

    @router.post(
        "/bulk", auth=needs("records.edit"), response=ActionOut, summary="Edit, archive, restore or delete many"
    )
    def bulk(request: HttpRequest, given: Bulk) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        ids = _ids(user, record_type, given)
        if given.do != "edit":
            return action_out(_DEEDS[given.do](record_type=record_type, ids=ids, by=user))
        facts = _facts(user, record_type, given.give or Gift())
        return action_out(edit_records(record_type=record_type, ids=ids, facts=facts, by=user))

    @router.post("/export", auth=needs("records.export"), summary="The list as a CSV, XLSX or vCard file")
    def export(request: HttpRequest, given: ExportWish) -> Any:  # noqa: ANN401 - a file
        user = user_of(request)
        if given.form in ("csv", "xlsx"):
            wish = Wish.read(record_type, given.query)
            made = export_records(user=user, wish=wish, form=given.form, calendar=given.calendar)
        else:
            wanted = None if given.ids else Wish.read(record_type, given.query)
            version: Version = "4.0" if given.form == "vcf" else "3.0"
            made = export_cards(user=user, record_type=record_type, wish=wanted, uids=given.ids, version=version)
        disposition = f'attachment; filename="{made.filename}"'
        return StreamingHttpResponse(
            made.pieces, content_type=made.content_type, headers={"Content-Disposition": disposition}
        )


def _ids(user: User, record_type: str, given: Bulk) -> list[int]:
    if given.query is not None:
        found = matching_ids(user=user, wish=Wish.read(record_type, given.query))
    else:
        found = list(visible_records(user, record_type).filter(uid__in=given.ids).values_list("pk", flat=True))
    if not found:
        raise Refused(422, "", errors={"ids": [_("None of these records exists, or you may not see them.")]})
    return found


def _facts(user: User, record_type: str, give: Gift) -> Facts:
    readers: dict[str, Callable[[Any], int]] = {
        "owner": lambda uid: user_by_uid(uid).pk,
        "team": lambda number: team_by_id(number).pk,
        "category": lambda number: category_by_id(number).pk,
    }
    if record_type == "person":
        readers["company"] = lambda uid: visible_record(user, "company", uid).pk
    facts: Facts = {}
    for name, read in readers.items():
        value = getattr(give, name)
        if value is not None:
            facts[name] = None if value == "" else read(value)
    facts |= {f"tag:{tag_by_id(number).pk}": True for number in give.tags}
    facts |= {f"tag:{number}": None for number in give.tags_off}
    facts |= facts_from(record_type, give.fields, by=user, now={})
    if alike := unique_fields(record_type, facts):
        raise Refused(422, "", errors={alike[0].name: [_("No two records may have the same value.")]})
    if not facts:
        raise Refused(422, "", errors={"give": [_("Say what the records should be given.")]})
    return facts
