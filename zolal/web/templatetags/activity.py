"""How activities are shown."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils import timezone
from django.utils.http import urlencode

from zolal.activities.models import Activity
from zolal.activities.strands import Step
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of
from zolal.web.activities import words
from zolal.web.people.own import own_look
from zolal.web.people.own_shown import OwnShown
from zolal.web.templatetags.reading import day, digits, moment

register = template.Library()


@register.filter
def kind_icon(activity: Activity) -> str:
    return words.ICONS.get(activity.kind, "note")


@register.filter
def own_said(activity: Activity) -> list[OwnShown]:
    """What stands in its fields of one's own, of one that is loaded as its reader sees it."""
    known = own_fields("activity").values() if activity.own else ()
    there = [field for field in known if activity.own.get(own_of(field).key) not in (None, "")]
    return [OwnShown(field, *own_look(activity, field), access="read") for field in there]


@register.filter
def kind_tone(activity: Activity) -> str:
    return words.TONES.get(activity.kind, "slate")


@register.filter
def step_label(step: Step) -> str:
    return str(words.STEPS[step.what][0])


@register.filter
def step_icon(step: Step) -> str:
    return words.STEPS[step.what][1]


@register.filter
def step_tone(step: Step) -> str:
    return words.STEPS[step.what][2]


@register.filter
def outcome_label(outcome: str) -> str:
    return str(words.outcome_label(outcome))


@register.filter
def outcome_tone(outcome: str) -> str:
    return words.outcome_tone(outcome)


@register.filter
def activity_when(activity: Activity) -> str:
    """The day, with the time where it has one."""
    if activity.at is None:
        return ""
    if activity.all_day:
        return day(activity.at)
    return moment(activity.at)


@register.filter
def activity_clock(value: object) -> str:
    """The time of the day."""
    return digits(timezone.localtime(value).strftime("%H:%M")) if value else ""  # type: ignore[arg-type]


@register.filter
def due_tone(activity: Activity) -> str:
    """What is to be done, by colour: late red, today green, later grey, without a day yellow."""
    if activity.at is None:
        return "amber"
    at, today = timezone.localtime(activity.at), timezone.localdate()
    if at.date() < today or (at.date() == today and not activity.all_day and at < timezone.localtime()):
        return "bad"
    return "good" if at.date() == today else "slate"


@register.filter
def due_words(activity: Activity) -> str:
    """The same in a word, as a colour alone says nothing to everybody."""
    return str(words.DUE[due_tone(activity)])


@register.filter
def repeat_words(activity: Activity) -> str:
    """How it repeats: every month, every 3 months."""
    return str(words.repeat_words(activity.repeat, activity.repeat_every, digits(activity.repeat_every or 1)))


@register.filter
def attitude_tone(attitude: str) -> str:
    return {Activity.Attitude.POSITIVE.value: "good", Activity.Attitude.NEGATIVE.value: "bad"}.get(attitude, "slate")


@register.filter
def asked(fields: Mapping[str, str] | None) -> str:
    """A mapping as the end of an address."""
    return urlencode(fields) if fields else ""
