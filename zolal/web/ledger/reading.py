"""Facts as texts a person reads: ids by their names, days in the reader's calendar, choices by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.models import Record
from zolal.i18n import format_date, localise_digits
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.queries.names import Thing, names_of
from zolal.people.queries.permitted import masked_facts
from zolal.quality.ratings import Method, Verdict

_THINGS: dict[Shape, Thing] = {
    Shape.COMPANY: "company",
    Shape.PERSON: "person",
    Shape.USER: "user",
    Shape.TEAM: "team",
    Shape.CATEGORY: "category",
}


class FactReader:
    """Reads facts for one user; names are looked up once a thing, as far as they are not `known`."""

    def __init__(
        self,
        user: User,
        facts: Iterable[tuple[str, str, Any]] = (),
        known: Mapping[Thing, Mapping[int, str]] = MappingProxyType({}),
    ) -> None:
        self.user = user
        self.names: dict[Thing, dict[int, str]] = {thing: dict(names) for thing, names in known.items()}
        wanted: dict[Thing, set[int]] = {}
        for record_type, fact, value in facts:
            if found := _thing(record_type, fact, value):
                wanted.setdefault(found[0], set()).add(found[1])
        for thing, ids in wanted.items():
            names = self.names.setdefault(thing, {})
            names |= names_of(user=user, thing=thing, ids=ids - names.keys())

    def label(self, record_type: str, fact: str, value: object = None) -> str:
        """What a fact is called: a field's label, a file's own header for "more:…", for a contact point its kind."""
        prefix, _colon, rest = fact.partition(":")
        known = fields_of(record_type)
        if fact in known:
            return str(known[fact].label)
        if isinstance(value, dict) and value.get("kind") in known:
            return str(known[value["kind"]].label)
        match prefix:
            case "more":
                return rest
            case "fault":
                field = str(known[rest].label) if rest in known else rest
                return _("What was wrong: %(field)s") % {"field": field}
            case "rated":
                name = rest.rpartition(":")[0]
                return _("Check of: %(field)s") % {"field": known[name].label if name in known else name}
        return {
            "own": _("Step to a lead"),
            "state": _("State"),
            "absorbed_into": _("Merged into"),
            "source": _("Source"),
            "point": _("Way to reach"),
            "tag": _("Tag"),
            "points": _("Ways to reach"),
            "tag_names": _("Tags"),
            "company_name": _("Company"),
            "behaviour": _("Behaviours"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
        }.get(prefix, fact)

    def text(self, record_type: str, fact: str, value: Any) -> str:  # noqa: ANN401 - JSON
        """One fact's value; "" for an absent one."""
        value = masked_facts(self.user, record_type, {fact: value}).get(fact)
        if value is None or value == "":
            return ""
        if fact.startswith("rated:") and isinstance(value, dict):
            return self._rating(record_type, fact, value)
        if found := _thing(record_type, fact, value):
            return self.names.get(found[0], {}).get(found[1], _("not visible to you"))
        if fact == "state":
            return str(Record.State(value).label)
        field = fields_of(record_type).get(fact)
        if field is not None and (field.own is not None or isinstance(value, str | int)):
            return self._of_field(record_type, field, value)
        numeric = isinstance(value, float) or (isinstance(value, dict) and value.get("kind") in NUMERIC)
        return self._digits(_plain(value)) if numeric else _plain(value)

    def _of_field(self, record_type: str, field: Field, value: Any) -> str:  # noqa: ANN401 - JSON
        if field.own is None:
            return self._shaped(record_type, field.shape, field.name, value)
        from zolal.web.people.own import own_text  # noqa: PLC0415 - it needs the filters, which need this

        return own_text(field, value, self.user)

    def _rating(self, record_type: str, fact: str, said: Mapping[str, str]) -> str:
        """The value, what was found of it and how, and the note."""
        if thing := _thing(record_type, fact, said):
            value = self.names.get(thing[0], {}).get(thing[1], _("not visible to you"))
        else:
            value = self.text(record_type, fact[6:].rpartition(":")[0], said["of"])
        found = [dict(Verdict.choices).get(said["verdict"]), dict(Method.choices).get(said["method"]), said["note"]]
        return " · ".join([value, *(str(one) for one in found if one)])

    def _shaped(self, record_type: str, shape: Shape, fact: str, value: str | int) -> str:
        if isinstance(value, int):
            return self._whole(shape, value)
        if shape is Shape.DATE:
            language = "fa" if self.user.language == "fa" else "en"
            try:
                shown = format_date(date.fromisoformat(value), language)
            except ValueError:
                return value
            return self._digits(shown)
        if shape is Shape.MOMENT:
            return self._moment(value)
        if shape is Shape.CHOICE:
            choices = dict(ledger.record_type(record_type).model._meta.get_field(fact).choices or ())
            return str(choices.get(value, value))
        return self._digits(value) if fact in NUMERIC else value

    def _whole(self, shape: Shape, value: int) -> str:
        if shape is Shape.MONEY:
            return _("%(amount)s rials") % {"amount": self._digits(f"{value:,}")}
        return self._digits(_plain(value))

    def _moment(self, value: str) -> str:
        try:
            local = timezone.localtime(datetime.fromisoformat(value))
        except ValueError:
            return value
        return self._digits(f"{format_date(local.date(), 'fa' if self.user.language == 'fa' else 'en')} {local:%H:%M}")

    def _digits(self, text: str) -> str:
        persian = self.user.language == "fa" and self.user.digits == User.Digits.PERSIAN
        return localise_digits(text, "fa") if persian else text.translate(_LATIN)


NUMERIC = frozenset({"mobile", "phone", "national_id", "legal_id", "economic_code", "postal_code"})
"""Fields that are read as numbers, in the reader's digits."""

_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def _thing(record_type: str, fact: str, value: Any) -> tuple[Thing, int] | None:  # noqa: ANN401 - JSON
    prefix, _colon, rest = fact.partition(":")
    if prefix == "tag" and rest.isascii() and rest.isdigit():
        return "tag", int(rest)
    if prefix == "rated" and rest.startswith("company:") and isinstance(value, dict) and value["of"].isdecimal():
        return "company", int(value["of"])
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if fact == "absorbed_into":
        return ("company", value) if record_type == "company" else ("person", value)
    if fact == "source":
        return "source", value
    thing = _named_by(fields_of(record_type).get(fact))
    return (thing, value) if thing else None


def _named_by(field: Field | None) -> Thing | None:
    """What the id in a field's fact is of."""
    if field is None:
        return None
    return field.kind if field.shape is Shape.ROW else _THINGS.get(field.shape)


def _plain(value: Any) -> str:  # noqa: ANN401 - JSON
    match value:
        case None | bool():
            return {None: "", True: _("yes"), False: _("no")}[value]
        case {"value": shown}:
            return str(shown)
        case {"raw": raw}:
            return str(raw)
        case list():
            return " | ".join(_plain(entry) for entry in value)
        case dict():
            return " | ".join(f"{name}: {_plain(entry)}" for name, entry in value.items())
    return str(value)
