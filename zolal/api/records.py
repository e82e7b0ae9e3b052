"""People and companies: the same operations for both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.activities.suppressed import know_closed
from zolal.api.answers.ledger import HappeningOut
from zolal.api.bulk import add_bulk
from zolal.api.door import needs, user_of
from zolal.api.own_files import add_downloads
from zolal.api.problems import Refused
from zolal.api.shapes import (
    ActionOut,
    Edit,
    Entry,
    EntryOut,
    Page,
    RecordDetail,
    RecordOut,
    action_out,
    as_typed,
    closed_addresses,
    page_out,
    record_out,
)
from zolal.capture.actions.entries import Entered, check_entry, edit, enter, restore_fact
from zolal.capture.intake.normalise import WHOLE_NAME
from zolal.core.models import Record
from zolal.people.actions.bulk import archive_records, delete_records, erase_record, restore_records
from zolal.people.fields import fields_of
from zolal.people.latin import latin_names
from zolal.people.models import Company, Person
from zolal.people.queries.lists import BadWish, Wish, loaded, page
from zolal.people.queries.permitted import masked_facts, masked_pairs
from zolal.people.queries.records import visible_record
from zolal.people.queries.sources import origins_for
from zolal.people.queries.timeline import timeline
from zolal.quality.queries.merged_in import merged_in

Customer = Person | Company
MOST = 200


class ListQuery(Schema):
    """`q` searches; any field of the catalogue filters (city=یزد, city.not=…, quality.to=50); `sort` by name,
    city, updated_at, created_at or quality, with "-" the other way round; `after`/`before` are cursors."""

    q: str = ""
    sort: str = "name"
    after: str = ""
    before: str = ""
    size: int = 50


class Former(Schema):
    """A fact of the history and the value it had."""

    fact: str
    value: Any = None


def router_of(record_type: str, tag: str) -> Router:
    """The operations for one kind of record."""
    router = Router(tags=[tag])
    _list_and_create(router, record_type, tag)
    _one(router, record_type)
    _away(router, record_type)
    add_bulk(router, record_type)
    add_downloads(router, record_type)
    return router


def _list_and_create(router: Router, record_type: str, tag: str) -> None:
    @router.get("", auth=needs("records.read"), response=Page[RecordOut], summary=f"List {tag.lower()}")
    def index(request: HttpRequest, query: Query[ListQuery]) -> Any:  # noqa: ANN401 - by its schema
        size = min(max(query.size, 1), MOST)
        wish = Wish.parse(record_type, {name: request.GET.getlist(name) for name in request.GET if name != "size"})
        found = page(user=user_of(request), wish=wish, size=size)
        know_closed(found.records)
        return page_out(
            map(record_out, found.records),
            next=found.next,
            previous=found.previous,
            total=found.total,
            total_is_exact=found.total_is_exact,
        )

    @router.post(
        "",
        auth=needs("records.create"),
        response={201: EntryOut, 409: EntryOut, 422: EntryOut},
        summary="Create one; 409 with candidates where it may exist already",
    )
    def create(request: HttpRequest, entry: Entry) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        entered = enter(
            record_type=record_type,
            fields=_known(record_type, entry.fields),
            by=user,
            method="api",
            despite=entry.despite,
        )
        return Status(_status(entered, 201), entry_out(user, record_type, entered))

    @router.post("/check", auth=needs("records.create"), response=EntryOut, summary="What would become of an entry")
    def check(request: HttpRequest, entry: Entry) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        return entry_out(
            user, record_type, check_entry(record_type=record_type, fields=_known(record_type, entry.fields), by=user)
        )


def _one(router: Router, record_type: str) -> None:
    @router.get("/{uuid:uid}", auth=needs("records.read"), response=RecordDetail, summary="One, with provenance")
    def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        return detail_out(user, record_type, visible_record(user, record_type, uid))

    @router.patch(
        "/{uuid:uid}",
        auth=needs("records.edit"),
        response={200: EntryOut, 422: EntryOut},
        summary="Change fields; 409 where somebody changed one of them since `version`",
    )
    def change(request: HttpRequest, uid: UUID, given: Edit) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        record = _live(visible_record(user, record_type, uid))
        entered = edit(
            record_type=record_type,
            record_id=record.pk,
            version=given.version,
            fields=_known(record_type, given.fields),
            by=user,
            method="api",
        )
        return Status(_status(entered, 200), entry_out(user, record_type, entered))

    @router.get(
        "/{uuid:uid}/history",
        auth=needs("records.read"),
        response=Page[HappeningOut],
        summary="What happened to it, newest first",
    )
    def history(request: HttpRequest, uid: UUID, after: str = "", size: int = 30) -> Any:  # noqa: ANN401
        user = user_of(request)
        record = visible_record(user, record_type, uid)
        if after and not after.isdecimal():
            raise BadWish("after", _("This cursor is not one of ours; begin at the first page."))
        found = timeline(record=record, limit=min(max(size, 1), MOST), before=int(after or 0))
        items = [
            {
                "action": action_out(one.entry.action),
                "facts": {fact: {"before": was, "after": now} for fact, (was, now) in facts.items()},
                "raw": masked_facts(user, record_type, as_typed(one.entry)),
                "created": one.entry.created,
                "removed": one.entry.removed,
                "of_merged": one.absorbed,
            }
            for one in found.happenings
            for facts in [masked_pairs(user, record_type, one.entry.facts)]
        ]
        return page_out(items, next=str(found.next or ""))

    @router.post(
        "/{uuid:uid}/facts", auth=needs("records.edit"), response=ActionOut, summary="Give back a former value"
    )
    def give_back(request: HttpRequest, uid: UUID, given: Former) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        record = _live(visible_record(user, record_type, uid))
        done = restore_fact(record_type=record_type, record_id=record.pk, fact=given.fact, value=given.value, by=user)
        return action_out(done)


def _away(router: Router, record_type: str) -> None:
    @router.delete("/{uuid:uid}", auth=needs("records.delete"), response=ActionOut, summary="Delete; can be undone")
    def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401 - by its schema
        record, user = _live(visible_record(user_of(request), record_type, uid)), user_of(request)
        return action_out(delete_records(record_type=record_type, ids=[record.pk], by=user))

    @router.post("/{uuid:uid}/archive", auth=needs("records.archive"), response=ActionOut, summary="Archive")
    def archive(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401 - by its schema
        record, user = _live(visible_record(user_of(request), record_type, uid)), user_of(request)
        return action_out(archive_records(record_type=record_type, ids=[record.pk], by=user))

    @router.post("/{uuid:uid}/restore", auth=needs("records.archive"), response=ActionOut, summary="Out of the archive")
    def restore(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401 - by its schema
        record, user = _live(visible_record(user_of(request), record_type, uid)), user_of(request)
        return action_out(restore_records(record_type=record_type, ids=[record.pk], by=user))

    @router.post("/{uuid:uid}/erase", auth=needs("records.erase"), response={204: None}, summary="Forget for ever")
    def erase(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401 - by its schema
        user = user_of(request)
        erase_record(record_type=record_type, record_id=visible_record(user, record_type, uid).pk, by=user)
        return Status(204, None)


def detail_out(user: User, record_type: str, record: Customer) -> dict[str, Any]:
    """A record with the origin of each value, its score in parts and what was merged into it."""
    whole = loaded(record_type, [record.pk], user=user)[0]
    merged = merged_in(record_type=record_type, record=whole, user=user)
    provenance = {
        fact: {
            "who": origin.who,
            "when": origin.when,
            "source": origin.source,
            "method": origin.method,
            "raw": as_typed(origin),
            "action": origin.action.uid,
        }
        for fact, origin in origins_for(user, whole).items()
    }
    return record_out(whole) | {
        "latin_names": latin_names(whole),
        "provenance": provenance,
        "scores": whole.scores,
        "merged": [{"id": str(one.uid), "name": one.name} for one, _merge in merged],
    }


def entry_out(user: User, record_type: str, entered: Entered) -> dict[str, Any]:
    """What became of an entry; candidates the user may not see have no id."""
    return {
        "record": record_out(loaded(record_type, [entered.record.pk], user=user)[0]) if entered.record else None,
        "action": entered.action.uid if entered.action else None,
        "troubles": [
            {
                "field": one.field,
                "code": one.code,
                "severity": one.severity,
                "message": str(one.message),
                "proposal": one.proposal,
            }
            for one in entered.troubles
        ],
        "candidates": [
            {
                "id": one.record.uid if one.record else None,
                "name": one.record.name if one.record else "",
                "owner": one.owner,
                "probability": one.probability,
                "because": one.because,
            }
            for one in entered.candidates
        ],
        "suppressed": closed_addresses(entered.suppressed),
    }


def _known(record_type: str, fields: dict[str, str]) -> dict[str, str]:
    """The fields as they were sent; refuses those that this kind of record does not have."""
    offered = {*fields_of(record_type)} | ({WHOLE_NAME} if record_type == "person" else set())
    if unknown := fields.keys() - offered:
        sentence = _("There is no such field; see /choices/fields.")
        raise Refused(422, sentence, errors={name[:100]: [sentence] for name in sorted(unknown)[:20]})
    return fields


def _status(entered: Entered, done: int) -> int:
    if entered.record is not None and not entered.blocking:
        return done
    return 422 if entered.blocking else 409


def _live(record: Customer) -> Customer:
    """Not one that leads to another."""
    if record.state == Record.State.ABSORBED:
        into = str(record.absorbed_into.uid) if record.absorbed_into else ""
        raise Refused(409, _("This record was merged into another one."), merged_into=into)
    return record
