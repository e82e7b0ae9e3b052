"""The list of addresses that are not to be used, as far as somebody may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import scope_of
from zolal.activities.addresses import read_address
from zolal.activities.models import Suppression
from zolal.activities.suppressed import digest_of
from zolal.people.models import ContactPoint
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import MODELS, visible_records


@dataclass(frozen=True, slots=True)
class SuppressionPage:
    entries: Sequence[Suppression]
    next: str


def suppressions(
    *, user: User, search: str = "", channel: str = "", removed: bool = False, action: UUID | None = None
) -> QuerySet[Suppression]:
    """Newest first; what was taken off only when asked for. Who sees only some records sees their addresses only.

    An address that is searched for whole is found although only its digest is left. `action` asks for what one import
    put there. Raises `NotAllowed`.
    """
    demand(user, "records.read")
    found = Suppression.objects.filter(removed_at__isnull=not removed)
    if channel in Suppression.Channel.values:
        found = found.filter(channel=channel)
    if action is not None:
        found = found.filter(action__uid=action)
    if text := search.strip():
        found = found.filter(Q(address__icontains=text) | Q(digest__in=_digests(text)))
    found = found.exclude(channel__in=_withheld(user))
    if scope_of(user) != "all":
        found = found.filter(Q(by=user) | Q(address__in=_seen(user)))
    return found.select_related("source", "by", "removed_by").order_by("-id")


def suppression_page(
    *,
    user: User,
    search: str = "",
    channel: str = "",
    removed: bool = False,
    action: UUID | None = None,
    after: str = "",
    size: int = 50,
) -> SuppressionPage:
    """Some of them; a cursor that makes no sense begins at the beginning."""
    found = suppressions(user=user, search=search, channel=channel, removed=removed, action=action)
    if after.isascii() and after.isdigit() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: size + 1])
    return SuppressionPage(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


def suppression_of(user: User, uid: UUID) -> Suppression:
    """One entry on the list. Raises `NotAllowed`, `Suppression.DoesNotExist`."""
    return suppressions(user=user).get(uid=uid)


def _withheld(user: User) -> set[str]:
    """The channels whose addresses stand in fields that the user does not see whole."""
    out = {name for record_type in MODELS for name in withheld(user, record_type)}
    email = {Suppression.Channel.EMAIL.value} if "email" in out else set()
    return email | ({"sms", "call"} if out & {"mobile", "phone"} else set())


def _digests(text: str) -> list[str]:
    found = [(channel, read_address(channel, text)) for channel in Suppression.Channel.values]
    return [digest_of(channel, address[1]) for channel, address in found if address]


def _seen(user: User) -> QuerySet[ContactPoint]:
    mine = Q()
    for record_type in MODELS:
        mine |= Q(**{f"{record_type}__in": visible_records(user, record_type)})
    return ContactPoint.objects.filter(mine).exclude(key="").order_by().values("key")
