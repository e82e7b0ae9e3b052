"""The ledger as somebody may read it: one's own actions; with "ledger.read" those of all whose customers one sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import make_aware

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import done_by, scope_of
from zolal.core.ledger import Kept
from zolal.core.models import Action, Change, Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records

Seen = Callable[[User], QuerySet[Record]]
_offered: dict[str, Seen] = {}


def offer_records(record_type: str, seen: Seen) -> None:
    """Let the ledger's pages show records of an app above, as far as a user sees them; called when that is ready."""
    _offered[record_type] = seen


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Newest first; `records` counts the records of each action, `next` is the uid to go on from."""

    actions: Sequence[Action]
    records: dict[int, int]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class Touched:
    """What an action did to one record: {fact: (before, after)}. `record` is None where it is gone."""

    record_type: str
    record: Record | None
    name: str
    facts: dict[str, tuple[Any, Any]]
    created: bool
    removed: bool
    number: int


@dataclass(frozen=True, slots=True)
class TouchedPage:
    rows: Sequence[Touched]
    hidden: int
    next: int


def readable_actions(user: User) -> QuerySet[Action]:
    """The actions a user may know of."""
    every = Action.objects.select_related("actor", "source", "undoes")
    # An action names whom it was done to: whoever sees only some customers reads only of those who see the same.
    return done_by(every, user, who="actor")


def readable_action(user: User, uid: UUID) -> Action:
    """One action; raises `Action.DoesNotExist` also for what the user may not read."""
    return readable_actions(user).get(uid=uid)


def action_page(
    *,
    user: User,
    actor: UUID | None = None,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    before: UUID | None = None,
    size: int = 50,
) -> ActionPage:
    """A page of the ledger, of one person, one kind, some days where named; `kind` "merge" also finds "merge.undo".

    Several kinds stand with commas between them; `since` may be a moment.
    """
    found = _within(readable_actions(user), since, until)
    if actor:
        found = found.filter(actor__uid=actor)
    return _page(found, kind, before, size)


def _page(found: QuerySet[Action], kind: str, before: UUID | None, size: int) -> ActionPage:
    if kind:
        named = [Q(kind=one) | Q(kind__startswith=f"{one}.") for one in kind.split(",")]
        found = found.filter(reduce(or_, named))
    if before:
        found = found.filter(pk__lt=Action.objects.filter(uid=before).values("pk")[:1])
    actions = list(found.order_by("-pk")[: size + 1])
    more = len(actions) > size
    actions = actions[:size]
    counts = Change.objects.filter(action__in=actions).values("action_id").annotate(n=Count("pk")).order_by()
    return ActionPage(actions, {row["action_id"]: row["n"] for row in counts}, actions[-1].uid if more else None)


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody did between two days: how often of each kind, the most frequent first, and on how many records."""

    of: User
    kinds: Sequence[tuple[str, int]]
    records: int
    page: ActionPage


def work_of(*, user: User, uid: UUID, since: date, until: date, kind: str = "", before: UUID | None = None) -> Work:
    """Everything a colleague did in these days, as far as the user may read it: their own, or with "ledger.read".

    Raises `User.DoesNotExist`, also for a colleague whose work the user may not read.
    """
    colleague = User.objects.select_related("team").get(uid=uid)
    if user.pk != colleague.pk and not _reads_work_of(user, colleague):
        raise User.DoesNotExist
    found = _within(readable_actions(user).filter(actor=colleague), since, until)
    kinds = Counter(dict(found.order_by().values_list("kind").annotate(many=Count("pk"))))
    records = Change.objects.filter(action__in=found.order_by().values("pk")).count()
    return Work(colleague, kinds.most_common(), records, _page(found, kind, before, 50))


def _within(found: QuerySet[Action], since: date | None, until: date | None) -> QuerySet[Action]:
    """From the beginning of one day, or a moment, to the end of another day."""
    if since:
        begin = since if isinstance(since, datetime) else make_aware(datetime.combine(since, time.min))
        found = found.filter(at__gte=begin)
    if until:
        found = found.filter(at__lt=make_aware(datetime.combine(until + timedelta(days=1), time.min)))
    return found


def _reads_work_of(user: User, colleague: User) -> bool:
    scope = scope_of(user) if may(user, "ledger.read") else "own"
    return scope == "all" or (scope == "team" and user.team_id is not None and user.team_id == colleague.team_id)


def touched_page(*, user: User, action: Action, after: int = 0, size: int = 50) -> TouchedPage:
    """The records an action touched, as far as the user may see them; `hidden` counts the others on the page."""
    found = list(action.changes.filter(pk__gt=after).order_by("pk")[: size + 1])
    changes = found[:size]
    seen = {(name, record.pk): record for name in (*MODELS, *_offered) for record in _seen(user, name, changes)}
    gone_too = scope_of(user) == "all"
    rows = []
    for change in changes:
        record = seen.get((change.record_type, change.record_id))
        if record is not None or (gone_too and change.record_type in MODELS and _is_gone(change)):
            rows.append(_touched(change, record))
    last = changes[-1].pk if len(found) > size else 0
    return TouchedPage(rows, len(changes) - len(rows), last)


def visible_kept(user: User, kept: Sequence[Kept]) -> list[tuple[Kept, Person | Company]]:
    """Of what an undo left as it is, the records that the user sees."""
    seen = {
        (name, record.pk): record
        for name in MODELS
        for record in visible_records(user, name).filter(
            pk__in=[one.record_id for one in kept if one.record_type == name]
        )
    }
    found = [(one, seen.get((one.record_type, one.record_id))) for one in kept]
    return [(one, record) for one, record in found if record is not None]


def kinds_of_actions(user: User) -> list[str]:
    """The kinds there are among the last thousand actions, most frequent first."""
    last = readable_actions(user).order_by("-pk").values_list("kind", flat=True)[:1000]
    return [kind for kind, _ in Counter(last).most_common()]


def _seen(user: User, name: str, changes: Sequence[Change]) -> Sequence[Record]:
    ids = [change.record_id for change in changes if change.record_type == name]
    if not ids:
        return []
    found = visible_records(user, name) if name in MODELS else _offered[name](user)
    return list(found.filter(pk__in=ids))


def _is_gone(change: Change) -> bool:
    return not MODELS[change.record_type].objects.filter(pk=change.record_id).exists()


def _touched(change: Change, record: Record | None) -> Touched:
    before, after = change.before or {}, change.after or {}
    facts = {fact: (before.get(fact), after.get(fact)) for fact in [*before, *(f for f in after if f not in before)]}
    either = before | {fact: value for fact, value in after.items() if value is not None}
    name = " ".join(str(either[fact]) for fact in ("given_name", "family_name", "name") if either.get(fact))
    return Touched(
        record_type=change.record_type,
        record=record,
        name=str(record) if record is not None and str(record) else name,
        facts=facts,
        created=change.before is None,
        removed=change.after is None,
        number=change.pk,
    )
