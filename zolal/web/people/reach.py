"""How one reaches a person or company with one click, from the head of the page: by telephone, or in a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zolal.activities.addresses import Address
from zolal.activities.models import Suppression
from zolal.activities.suppressed import closed_to
from zolal.people.models import Company, ContactPoint, Person
from zolal.web.templatetags.reading import digits

MOST = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A link; `chat` names the channel of one that opens a chat, `suppressed` says that it is not to be used."""

    href: str
    label: str
    icon: str
    chat: str = ""
    suppressed: bool = False


_DIALLED = frozenset({"mobile", "phone"})


def reach_of(record: Person | Company) -> list[Way]:
    """The telephones that are valid, and the chats that the first mobile has."""
    kept = {kind for kind, access in record.kept_from.items() if access in {"masked", "hidden"}}
    points = [point for point in record.contact_points.all() if point.kind in _DIALLED - kept and point.key]
    points.sort(key=lambda point: (point.kind != "mobile", point.position))
    closed = closed_to(record)
    ways = [
        Way(
            f"tel:{point.key}",
            digits(point.value),
            point.kind,
            suppressed=_is_closed(closed, point, "call"),
        )
        for point in points[:MOST]
    ]
    mobile = next((point for point in points if point.kind == "mobile"), None)
    if mobile:
        # Addresses of chats take the international number.
        number = mobile.key.removeprefix("+")
        no_more = _is_closed(closed, mobile, "sms")
        ways.append(Way(f"https://wa.me/{number}", _("WhatsApp"), "chat", "whatsapp", no_more))
        ways.append(Way(f"https://t.me/+{number}", _("Telegram"), "chat", "telegram", no_more))
    return ways


def _is_closed(closed: Mapping[Address, Sequence[Suppression]], point: ContactPoint, channel: str) -> bool:
    return any(entry.channel == channel for entry in closed.get((point.kind, point.key), ()))
