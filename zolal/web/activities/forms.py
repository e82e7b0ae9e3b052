"""What is typed about activities: each kind asks its own questions, the first at once, the others behind "more"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.activities.actions.attendees import Attending
from zolal.activities.models import Activity
from zolal.activities.queries.behaviours import behaviours
from zolal.activities.queries.shown import Shown
from zolal.activities.wanted import MOST_APART
from zolal.engine.persian.letters import digits
from zolal.web.activities.following import FollowingPart
from zolal.web.activities.own import own_part
from zolal.web.activities.words import FOLLOWING
from zolal.web.people.own_part import AnsweredWithOwn
from zolal.web.stewardship.inputs import DayField, WholeField
from zolal.web.templatetags.reading import digits as in_digits

Kind = Activity.Kind
FIRST: Mapping[str, tuple[str, ...]] = {
    Kind.CALL: ("body",),
    Kind.NOTE: ("body",),
    Kind.TASK: ("title", "day"),
    Kind.MEETING: ("title", "day", "clock", "body"),
    Kind.VISIT: ("words", "body", "day", "clock"),
    Kind.INTERVIEW: ("title", "day", "clock", "words", "strengths", "weaknesses"),
    Kind.MESSAGE: ("channel", "direction", "body"),
    Kind.CHAT: ("channel", "direction", "body"),
    Kind.OBSERVATION: ("attitude", "basis", "behaviours", "body"),
    Kind.FILE: ("body",),
}
MORE: Mapping[str, tuple[str, ...]] = {
    Kind.CALL: ("title", "direction", "day", "clock", "minutes", "owner"),
    Kind.NOTE: ("title", "pinned", "day"),
    Kind.TASK: ("clock", "body", "owner", "repeat", "repeat_every"),
    Kind.MEETING: ("minutes", "place", "people", "users", "decisions", "owner"),
    Kind.VISIT: ("title", "minutes", "place", "decisions", "people", "users", "owner"),
    Kind.INTERVIEW: ("body", "place", "people", "users", "owner"),
    Kind.MESSAGE: ("title", "day", "clock"),
    Kind.CHAT: ("title", "day", "clock"),
    Kind.OBSERVATION: ("day", "pinned"),
    Kind.FILE: ("title", "pinned"),
}
_BODY: Mapping[str, Any] = {
    Kind.CALL: gettext_lazy("What was said"),
    Kind.NOTE: gettext_lazy("Note"),
    Kind.TASK: gettext_lazy("Details"),
    Kind.MEETING: gettext_lazy("Minutes"),
    Kind.VISIT: gettext_lazy("What we saw"),
    Kind.INTERVIEW: gettext_lazy("Further notes"),
    Kind.OBSERVATION: gettext_lazy("What was observed"),
    Kind.FILE: gettext_lazy("About the file"),
}
_CLOCK = re.compile(r"([01]?\d|2[0-3])(?::?([0-5]\d))?")
_TEXTS = ("title", "body", "words", "decisions", "strengths", "weaknesses", "place", "direction", "channel", "attitude",
          "basis", "repeat", "repeat_every", "pinned")  # fmt: skip


_TIME = lazy(in_digits, str)("10:30")


class ClockField(forms.CharField):
    """A time of the day in any digits: 9, 930, ۱۴:۳۰."""

    widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "placeholder": _TIME})

    def clean(self, value: Any) -> time | None:  # noqa: ANN401 - as typed
        text = digits(str(super().clean(value) or "")).strip()
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        if not found:
            raise ValidationError(_("Write a time like 10:30."))
        return time(int(found[1]), int(found[2] or 0))


class ActivityForm(AnsweredWithOwn):
    """The questions of one kind. `people` are those of the customer's who may take part; `activity` is one that there
    is, without it a new one is entered."""

    title = forms.CharField(label=gettext_lazy("In one sentence"), max_length=300, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=Activity.Channel.choices, required=False)
    direction = forms.ChoiceField(
        label=gettext_lazy("Who began"),
        choices=[
            ("", "—"), ("out", pgettext_lazy("who began", "we")), ("in", pgettext_lazy("who began", "the customer")),
        ],
        required=False,
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What the customer said, in their own words"), widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )  # fmt: skip
    attitude = forms.ChoiceField(
        label=gettext_lazy("Attitude"), choices=[("", "—"), *Activity.Attitude.choices], required=False
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How do we know"), choices=[("", "—"), *Activity.Basis.choices], required=False
    )
    behaviours = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Behaviours"), queryset=None, to_field_name="uid", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    body = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    day = DayField(label=gettext_lazy("Day"), required=False)
    clock = ClockField(label=gettext_lazy("Time"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it takes"), min_value=1, max_value=1_440, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Where"), max_length=300, required=False)
    strengths = forms.CharField(
        label=gettext_lazy("Our strengths, one a line"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    weaknesses = forms.CharField(
        label=gettext_lazy("Our weaknesses, one a line"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    decisions = forms.CharField(
        label=gettext_lazy("What was decided"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes part of the customer's"), queryset=None, to_field_name="uid",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    users = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes part of us"), queryset=None, to_field_name="uid", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=None, to_field_name="uid", required=False, empty_label="—"
    )
    repeat = forms.ChoiceField(
        label=gettext_lazy("Again"), choices=[("", gettext_lazy("only once")), *Activity.Repeat.choices], required=False
    )
    repeat_every = WholeField(
        label=gettext_lazy("Every so many"), min_value=1, max_value=MOST_APART, required=False,
        help_text=gettext_lazy("Days, weeks, months or years, as it repeats. Empty: every one."),
    )  # fmt: skip
    pinned = forms.BooleanField(label=gettext_lazy("Pin it to the top"), required=False)
    then = forms.ChoiceField(
        label=gettext_lazy("What follows"), choices=list(FOLLOWING.items()), required=False, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        kind: str,
        by: User,
        people: Any = None,  # noqa: ANN401 - a queryset or nothing
        activity: Activity | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.own = own_part(
            kind, by=by, data=self.data if self.is_bound else None, files=self.files, activity=activity,
            auto_id=str(self.auto_id), ends=activity is None,
        )  # fmt: skip
        self.following = FollowingPart(
            by=by, data=self.data if self.is_bound else None, files=self.files, auto_id=str(self.auto_id)
        )
        asked = (*FIRST[kind], *MORE[kind], "then")
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        if "body" in self.fields:
            self.fields["body"].label = _BODY.get(kind, self.fields["body"].label)
        for name, rows in (("users", active_users()), ("owner", active_users()), ("behaviours", behaviours())):
            if name in self.fields:
                self.fields[name].queryset = rows
        if "behaviours" in self.fields and not self.fields["behaviours"].queryset.exists():
            del self.fields["behaviours"]
        if "people" in self.fields:
            if people is None:
                del self.fields["people"]
            else:
                self.fields["people"].queryset = people

    def clean(self) -> dict[str, Any]:
        """A file is entered with one."""
        if self.kind == Kind.FILE and self.own.record is None and not self.files:
            self.add_error(None, _("Choose a file."))
        return self.cleaned_data

    @property
    def first(self) -> Iterator[forms.BoundField]:
        """What is asked at once."""
        return (self[name] for name in FIRST[self.kind] if name in self.fields)

    @property
    def more(self) -> Iterator[forms.BoundField]:
        """What most leave as it is."""
        return (self[name] for name in MORE[self.kind] if name in self.fields)

    @property
    def more_open(self) -> bool:
        """Whether something there was refused, or filled before."""
        asked = any(name in self.errors or self.initial.get(name) for name in MORE[self.kind] if name != "owner")
        return asked or (self.is_bound and (self.own.filled or bool(self.files)))

    def given(self, *, was: Activity | None = None) -> dict[str, Any]:
        """What the actions take; moments are put together from day, time and length, the rest of one that there was.

        Files of one's own are handed in. Raises `ValidationError` by field for one that is not taken.
        """
        data = self.cleaned_data
        found = {name: data[name] for name in _TEXTS if name in data}
        if "behaviours" in data:
            found["behaviours"] = list(data["behaviours"])
        if data.get("owner"):
            found["owner"] = data["owner"]
        return found | self._moments(was) | self.own.texts()

    def attending(self) -> Attending | None:
        """Who takes part, where that was asked."""
        if "users" not in self.fields:
            return None
        return Attending(list(self.cleaned_data.get("people") or ()), list(self.cleaned_data["users"]))

    def refuse(self, error: ValidationError) -> None:
        """Put sentences about what follows beside that."""
        super().refuse(self.following.take(error))

    def _moments(self, was: Activity | None) -> dict[str, Any]:
        day, clock = self.cleaned_data.get("day"), self.cleaned_data.get("clock")
        if not day and not clock:
            return {"at": None, "until": None} if was and was.is_open else {}
        before = timezone.localtime(was.at) if was and was.at else None
        timed = "clock" in self.fields and clock is not None
        hour = clock or (time() if self.kind == Kind.TASK or not before else before.time())
        at = timezone.make_aware(datetime.combine(day or timezone.localdate(), hour))
        if not timed and day == timezone.localdate() and self.kind != Kind.TASK:
            at = before if before and before.date() == day else timezone.now()
        found: dict[str, Any] = {"at": at, "all_day": self.kind == Kind.TASK and not timed}
        if "minutes" in self.fields:
            minutes = self.cleaned_data.get("minutes")
            found["until"] = at + timedelta(minutes=minutes) if minutes else None
        return found


def initial_of(shown: Shown) -> dict[str, Any]:
    """What stands in the form of an activity there is."""
    activity = shown.activity
    at = timezone.localtime(activity.at) if activity.at else None
    found = {name: getattr(activity, name) for name in _TEXTS}
    return found | {
        "day": at.date() if at else None,
        "clock": at.strftime("%H:%M") if at and not activity.all_day else "",
        "minutes": int((activity.until - activity.at).total_seconds() // 60)
        if activity.until and activity.at
        else None,
        "owner": activity.owner.uid if activity.owner else None,
        "users": [user.uid for user in shown.users],
        "people": [person.uid for person in shown.people],
        "behaviours": [one.uid for one in shown.behaviours],
    }
