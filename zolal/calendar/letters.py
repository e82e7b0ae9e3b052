"""The letter of a day: what is planned and what is late, as its reader sees it; no numbers and no notes."""

from __future__ import annotations

import logging
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.calendar.queries.day import Day, my_day
from zolal.calendar.queries.planned import Entry
from zolal.i18n import Language, format_date, format_number, localise_digits

log = logging.getLogger(__name__)


def letter_of(user: User, today: date) -> tuple[str, str] | None:
    """Subject and text in the user's language; None where there is nothing to tell."""
    lang: Language = "en" if user.language == "en" else "fa"
    found = my_day(user)
    to_do = [one for one in found.today if not one.activity.done_at]
    if not to_do and not found.late:
        return None
    with translation.override(lang):
        subject = _("Your day, %(day)s: %(count)s to do") % {
            "day": format_date(today, lang), "count": format_number(len(to_do) + len(found.late), lang),
        }  # fmt: skip
        return subject, _text(user, found, to_do, lang)


def mail_day(user: User, today: date) -> bool:
    """Send it, unless there is nothing to tell; whether that is done for today. Why not stands in the log."""
    if not settings.EMAIL_HOST:
        return False
    letter = letter_of(user, today)
    if letter is None:
        return True
    try:
        return bool(send_mail(*letter, None, [user.email]))
    except OSError:
        log.exception("The letter of a day could not be sent.")
        return False


def _text(user: User, found: Day, to_do: list[Entry], lang: Language) -> str:
    lines = [_("%(name)s, this is your day.") % {"name": user.name}]
    for title, entries, dated in ((_("Today"), to_do, False), (_("Late"), found.late, True)):
        if entries:
            lines += ["", title, *(f"- {_line(one, lang, dated=dated)}" for one in entries)]
    lines += ["", _("Zolal sends this because you switched it on under Calendar, In your phone’s calendar. There you switch it off.")]  # fmt: skip  # noqa: E501
    return "\n".join(lines)


def _line(entry: Entry, lang: Language, *, dated: bool) -> str:
    activity = entry.activity
    when = ""
    if activity.at is not None:
        at = timezone.localtime(activity.at)
        day = f"{format_date(at.date(), lang)} " if dated else ""
        clock = "" if activity.all_day else at.strftime("%H:%M")
        when = day + localise_digits(clock, lang)
    name = entry.customer.name if entry.customer else ""
    parts = [when.strip(), str(activity.get_kind_display()), activity.title, name, activity.place]
    return " · ".join(part for part in parts if part)
