"""Whose part of a run is due: shown in the product, and mailed where a mail server is known."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from zolal.i18n import format_date, format_number
from zolal.stewardship.models import Run, Share

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A part not signed yet; `days` until its end, below 0 where that is over; `is_urgent` from a reminder on."""

    share: Share
    days: int
    is_urgent: bool


def due_of(share: Share, today: date) -> Due:
    """How much time somebody has; `share.run.schedule` is at hand."""
    days = (share.run.due_on - today).days
    return Due(share, days, days <= max(share.run.schedule.remind, default=0))


def to_remind(today: date) -> list[Share]:
    """Who is to be reminded today and was not yet: on a day of the schedule, and every day once it is over."""
    waiting = Share.objects.filter(run__state=Run.State.OPEN, signed_at=None, left_at=None, user__is_active=True)
    shares = waiting.exclude(reminded_on=today).select_related("run__schedule", "user").order_by("id")
    return [share for share in shares if share.open and _falls_on(share, today)]


def remind(shares: Sequence[Share]) -> int:
    """Send each a letter; how many were sent. A server that does not answer is told of in the log."""
    if not settings.EMAIL_HOST:
        return 0
    return sum(_mail(share) for share in shares)


def _falls_on(share: Share, today: date) -> bool:
    days = (share.run.due_on - today).days
    return days < 0 or days in share.run.schedule.remind


def _mail(share: Share) -> int:
    lang = "en" if share.user.language == "en" else "fa"
    with translation.override(lang):
        subject = _("Monthly maintenance: your part is due on %(day)s")
        body = _("%(name)s, %(count)s of %(all)s things that were dealt to you are still to be done. Zolal shows them under Quality, Maintenance.")  # fmt: skip  # noqa: E501
        told = {
            "name": share.user.name,
            "day": format_date(share.run.due_on, lang),
            "count": format_number(share.open, lang),
            "all": format_number(share.dealt, lang),
        }
        try:
            return send_mail(subject % told, body % told, None, [share.user.email])
        except OSError:
            log.exception("A reminder could not be sent.")
            return 0
