"""What a calendar is asked for: the address is the whole state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from zolal.accounts.models import User
from zolal.calendar.months import SYSTEMS, Month, System, days, week_of, within
from zolal.calendar.queries.planned import SHOWN
from zolal.calendar.queries.whose import ME, Unseen, Whose, whose
from zolal.web.asked import day_of
from zolal.web.calendar.words import VIEWS, long_day, month_name, span_name
from zolal.web.templatetags.reading import language

AGENDA_DAYS = 21


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the calendar. `system` is the reader's own unless they switch."""

    view: str
    day: date
    whose: Whose
    kinds: tuple[str, ...]
    system: System
    today: date

    @classmethod
    def read(cls, user: User, given: QueryDict) -> Asked:
        """From an address; what makes no sense in it is as if it were not there."""
        today = timezone.localdate()
        kinds = tuple(kind for kind in SHOWN if kind in given.getlist("kind"))
        own: System = "gregorian" if language() == "en" else "jalali"
        system = given.get("system", own)
        try:
            looked_at = whose(user, given.get("whose", ME))
        except Unseen:
            looked_at = Whose(ME, user=user)
        return cls(
            view=given["view"] if given.get("view") in VIEWS else "week",
            day=within(day_of(given.get("day", "")) or today),
            whose=looked_at,
            kinds=kinds or SHOWN,
            system=system if system in SYSTEMS else own,
            today=today,
        )

    @property
    def first(self) -> date:
        match self.view:
            case "week":
                return week_of(self.day, self.system)
            case "month":
                return Month.of(self.day, self.system).weeks()[0][0]
            case _:
                return self.day

    @property
    def last(self) -> date:
        match self.view:
            case "week":
                return self.first + timedelta(days=6)
            case "month":
                return Month.of(self.day, self.system).weeks()[-1][-1]
            case "agenda":
                return self.day + timedelta(days=AGENDA_DAYS - 1)
            case _:
                return self.day

    @property
    def days(self) -> list[date]:
        return list(days(self.first, self.last))

    @property
    def title(self) -> str:
        match self.view:
            case "day":
                return long_day(self.day, self.system)
            case "month":
                return month_name(Month.of(self.day, self.system))
            case _:
                return span_name(self.first, self.last, self.system)

    @property
    def earlier(self) -> date:
        return self._step(-1)

    @property
    def later(self) -> date:
        return self._step(1)

    @property
    def is_now(self) -> bool:
        return self.first <= self.today <= self.last

    def query(self, **changes: Any) -> str:  # noqa: ANN401 - text, or a day
        """The address of another look, without its "?"."""
        own = "gregorian" if language() == "en" else "jalali"
        told: dict[str, Any] = {"view": self.view, "day": self.day.isoformat(), "whose": self.whose.code}
        told |= {"kind": list(self.kinds) if self.kinds != SHOWN else [], "system": self.system}
        told |= {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
        usual = {"view": "week", "whose": ME, "system": own, "kind": [], "day": self.today.isoformat()}
        return urlencode({name: value for name, value in told.items() if value != usual[name]}, doseq=True)

    def _step(self, steps: int) -> date:
        match self.view:
            case "month":
                # The first: a 31st has no counterpart in the next month.
                return within(Month.of(self.day, self.system).plus(steps).first)
            case "week":
                return within(self.day + timedelta(days=7 * steps))
            case "agenda":
                return within(self.day + timedelta(days=AGENDA_DAYS * steps))
            case _:
                return within(self.day + timedelta(days=steps))
