"""The administrator's choices, each refused with a sentence when it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken, wanted
from zolal.accounts.permissions import demand
from zolal.core.ledger import act, doer
from zolal.core.models import Action, Setting
from zolal.core.settings import DEFAULTS, look_again, settings

_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]{2,45}\]|[^\s:/@?#*\\\[\]]{1,253})(?::[0-9]{1,5})?")


def change_setting(*, name: str, value: Any, by: User) -> None:  # noqa: ANN401 - JSON
    """Choose one thing. Raises `NotAllowed`; `ValidationError` for the field `name`."""
    change_settings(values={name: value}, by=by)


def change_settings(*, values: Mapping[str, Any], by: User, seen: Mapping[str, Any] | None = None) -> None:
    """Choose several things at once, all or none of them; what stays as it was is not written.

    `seen` is what somebody had before their eyes: what they left as it was is left as it is now, and what they change
    is refused where it is not what they saw. Raises `NotAllowed`; `Overtaken`; `ValidationError` by name.
    """
    demand(by, "settings.write")
    with transaction.atomic():
        look_again()  # what the request read before may have been changed by others since
        now = settings(*DEFAULTS)
        try:
            values = wanted(values, seen=seen, now=now)
        except Overtaken as overtaken:
            raise Overtaken(overtaken.now, last_to_choose(overtaken.now)) from overtaken
        errors = {name: error for name, value in values.items() if (error := _wrong(name, value, {**now, **values}))}
        if errors:
            raise ValidationError(errors)
        for name, value in values.items():
            if value != now[name]:
                Setting.objects.update_or_create(name=name, defaults={"value": value})
                act(kind="settings.change", by=by, about={"name": name, "before": now[name], "after": value})


def last_to_choose(names: Iterable[str]) -> str:
    """Who chose one of these last, "" where nobody did."""
    chosen = Action.objects.filter(kind="settings.change", about__name__in=list(names)).order_by("-id")
    return doer(chosen.select_related("actor", "source").first())


def _wrong(name: str, value: Any, all_values: Mapping[str, Any]) -> str:  # noqa: ANN401 - JSON
    """What is wrong with a value, "" where nothing is."""
    if name not in DEFAULTS:
        return _("There is no setting “%(name)s”.") % {"name": name}
    return _CHECKS[name](value, all_values)


def _company_name(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    fits = isinstance(value, str) and len(value) <= 200
    return "" if fits else _("The company's name is a text of at most 200 characters.")


def _fields(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    fits = isinstance(value, list) and all(isinstance(name, str) and name for name in value)
    fits = fits and len(set(value)) == len(value) and len(value) <= 20
    return "" if fits else _("The fields of the goals are a list of at most 20 different field names.")


def _weights(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    parts = DEFAULTS["score.weights"]
    fits = isinstance(value, dict) and value.keys() == parts.keys()
    fits = fits and all(type(one) is int and 0 <= one <= 100 for one in value.values())
    if not fits:
        sentence = _("A weight is a whole number from 0 to 100, one for each of: %(parts)s.")
        return sentence % {"parts": ", ".join(parts)}
    if not any(value[part] for part in parts if part not in {"freshness", "accuracy"}):
        return _("Completeness, validity or uniqueness has to count: age and checks are not known of every record.")
    return ""


def _prices(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    names = {"name": str, "rials": int, "times": int, "classes": list, "fields": list}
    fits = isinstance(value, list) and len(value) <= 20
    fits = fits and all(
        isinstance(one, dict)
        and one.keys() == names.keys()
        and all(type(one[name]) is kind for name, kind in names.items())
        and min(one["rials"], one["times"]) >= 0
        for one in value
    )
    return "" if fits else _("Prices are a list of at most 20, each with name, rials, times, classes and fields.")


def _one_of(*choices: str) -> Callable[[Any, Mapping[str, Any]], str]:
    def check(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
        sentence = _("Choose one of: %(choices)s.")
        return "" if value in choices else sentence % {"choices": ", ".join(choices)}

    return check


def _texts(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    fits = isinstance(value, dict) and len(value) <= 20
    fits = fits and all(isinstance(text, str) and len(text) <= 500 for text in value.values())
    return "" if fits else _("These are texts of at most 500 characters, by name.")


def _worths(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    fits = isinstance(value, dict) and len(value) <= 200
    fits = fits and all(type(worth) is int and 0 <= worth <= 5 for worth in value.values())
    return "" if fits else _("What a field is worth is a whole number from 0 to 5.")


def _whole(least: int, most: int) -> Callable[[Any, Mapping[str, Any]], str]:
    def check(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        sentence = _("It is a whole number from %(least)s to %(most)s.")
        return "" if fits else sentence % {"least": least, "most": most}

    return check


def _probability(value: Any, all_values: Mapping[str, Any]) -> str:  # noqa: ANN401
    def is_share(number: Any) -> bool:  # noqa: ANN401
        return isinstance(number, int | float) and not isinstance(number, bool) and 0 < number <= 1

    if not is_share(value):
        return _("It is a number above 0 and at most 1, such as 0.95.")
    ask, same = all_values["match.ask"], all_values["match.same"]
    if is_share(ask) and is_share(same) and ask > same:
        return _("“Ask” cannot begin above “the same”.")
    return ""


def _days(least: int, most: int) -> Callable[[Any, Mapping[str, Any]], str]:
    def check(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if fits else _("It is a whole number of days from %(least)s to %(most)s.") % bounds

    bounds = {"least": least, "most": most}
    return check


def _switch(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    return "" if isinstance(value, bool) else _("It is switched on or off: true or false.")


def _hosts(value: Any, _all: Mapping[str, Any]) -> str:  # noqa: ANN401
    fits = isinstance(value, list) and len(value) <= 50
    fits = fits and all(isinstance(one, str) and _HOST.fullmatch(one) for one in value)
    return "" if fits else _("Hosts are a list of at most 50 names such as erp.local, with a port where it is unusual.")


def _hour(value: Any, all_values: Mapping[str, Any]) -> str:  # noqa: ANN401
    wrong = _whole(0, 24)(value, all_values)
    begins, ends = all_values["calendar.begins"], all_values["calendar.ends"]
    if not wrong and type(begins) is type(ends) is int and begins >= ends:
        return _("The working day ends after it begins.")
    return wrong


_CHECKS: Mapping[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "company_name": _company_name,
    "year.first_month": _whole(1, 12),
    "money.unit": _one_of("toman", "rial"),
    "invoice.seller": _texts,
    "worth.person": _worths,
    "worth.company": _worths,
    "questions.most": _whole(0, 20),
    "questions.days": _whole(1, 365),
    "login.second_factor": _one_of("free", "administrators", "all"),
    "score.weights": _weights,
    "score.goal.person": _fields,
    "score.goal.company": _fields,
    "entry.wrong": _one_of("warn", "block"),
    "cost.prices": _prices,
    "match.same": _probability,
    "match.ask": _probability,
    "inactive.days": _days(7, 3_650),
    "inactive.retention_days": _days(30, 3_650),
    "inactive.close_automatically": _switch,
    "outbound.allowed": _hosts,
    "webhooks.keep_days": _days(1, 365),
    "calendar.begins": _hour,
    "calendar.ends": _hour,
    "calendar.thursdays": _switch,
    "calendar.minutes": _whole(5, 480),
    "calendar.visit_minutes": _whole(5, 480),
    "visibility.member": _one_of("all", "team", "own"),
    "visibility.reader": _one_of("all", "team", "own"),
    "visibility.manager": _one_of("all", "team", "own"),
}
