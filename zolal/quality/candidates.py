"""Which records on file a row may speak of: by what nearly proves it, and by name where that says enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Count, Q

from zolal.people.derived import name_key
from zolal.people.models import ContactPoint, Person
from zolal.people.queries.records import MODELS
from zolal.quality.keys import Keys, key_of, several
from zolal.quality.snapshots import parts

MOST_BEARERS = 50
"""Of a contact point that more records share, the first so many are looked at: it is a switchboard, not a person."""
FEW_NAMESAKES = 10
"""So many of one name are all looked at; of more, only those who share more than the name."""
MOST_NAMESAKES = 50
"""Of so many and more, only those of the same birth date: nothing else that is quick to look up would be enough."""

NAMES_AT_ONCE = 100
"""So many names with their days stand in one condition."""

TELEPHONES = ("mobile", "phone")
IDENTIFIERS: Mapping[str, str] = {"person": "national_id", "company": "legal_id"}

Signs = dict[tuple[str, str], list[int]]
"""What a row may be known by, (what, key), and the rows that say so."""


def signs(record_type: str, rows: Sequence[Keys]) -> Signs:
    """By which keys each of the rows may be known."""
    found: Signs = defaultdict(list)
    identifier = IDENTIFIERS[record_type]
    for place, row in enumerate(rows):
        mine = {("telephone", key) for kind in TELEPHONES for key in several(row.get(kind, ""))}
        mine |= {("email", key) for key in several(row.get("email", ""))}
        mine |= {("url", key) for key in several(row.get("url", "")) if record_type == "company"}
        mine |= {("number", key) for key in several(row.get(identifier, ""))}
        if name := name_key(record_type, row):
            mine.add(("name", name))
        for sign in mine:
            found[sign].append(place)
    return found


def candidates(record_type: str, rows: Sequence[Keys], by: Signs) -> set[tuple[int, int]]:
    """(row, record id) pairs worth comparing. Records of any state; absorbed ones are not to be taken."""
    found: set[tuple[int, int]] = set()
    for what, key, record_id in (*_by_point(record_type, by), *_by_number(record_type, by)):
        found.update((place, record_id) for place in by[what, key])
    return found | _by_name(record_type, rows, by)


def _keys(by: Signs, what: str) -> list[str]:
    return [key for sign, key in by if sign == what]


def _by_point(record_type: str, by: Signs) -> Iterable[tuple[str, str, int]]:
    owner = f"{record_type}_id"
    for what, kinds in (("telephone", TELEPHONES), ("email", ("email",)), ("url", ("url",))):
        for keys in parts(_keys(by, what)):
            bearers: dict[str, int] = defaultdict(int)
            # The excluded empty key is what the index leaves out too; only so it is used.
            points = ContactPoint.objects.filter(key__in=keys, kind__in=kinds, **{f"{owner}__isnull": False})
            for key, record_id in points.exclude(key="").order_by().values_list("key", owner):
                bearers[key] += 1
                if bearers[key] <= MOST_BEARERS:
                    yield what, key, record_id


def _by_number(record_type: str, by: Signs) -> Iterable[tuple[str, str, int]]:
    column = IDENTIFIERS[record_type]
    for keys in parts(_keys(by, "number")):
        records = MODELS[record_type].objects.filter(**{f"{column}__in": keys})
        for key, record_id in records.order_by().values_list(column, "id"):
            yield "number", key, record_id


def _by_name(record_type: str, rows: Sequence[Keys], by: Signs) -> set[tuple[int, int]]:
    model = MODELS[record_type]
    found: set[tuple[int, int]] = set()
    for names in parts(_keys(by, "name")):
        counts = dict(
            model.objects.filter(name_key__in=names).order_by().values_list("name_key").annotate(many=Count("id"))
        )
        few = [name for name, many in counts.items() if many <= FEW_NAMESAKES]
        records = model.objects.filter(name_key__in=few).order_by().values_list("name_key", "id")
        found.update((place, record_id) for name, record_id in records for place in by["name", name])
        if record_type == "person":
            some = [name for name, many in counts.items() if FEW_NAMESAKES < many <= MOST_NAMESAKES]
            found |= _namesakes(rows, by, some) if some else set()
            found |= _born_together(rows, by, [name for name, many in counts.items() if many > MOST_NAMESAKES])
    return found


def _namesakes(rows: Sequence[Keys], by: Signs, names: Sequence[str]) -> set[tuple[int, int]]:
    """Those of a common name who were born on the same day, and a few of the same city."""
    found: set[tuple[int, int]] = set()
    neighbours: dict[int, int] = defaultdict(int)
    # Only what the index holds: fetching the rows themselves would take ten times as long.
    people = Person.objects.filter(name_key__in=names).order_by()
    for name, record_id, born, city in people.values_list("name_key", "id", "birth_date", "city"):
        day, town = f"{born:%Y%m%d}" if born else "", key_of("city", city) if city else ""
        for place in by["name", name]:
            row = rows[place]
            if day and row.get("birth_date") == day:
                found.add((place, record_id))
            elif town and row.get("city") == town and neighbours[place] < FEW_NAMESAKES:
                neighbours[place] += 1
                found.add((place, record_id))
    return found


def _born_together(rows: Sequence[Keys], by: Signs, names: Sequence[str]) -> set[tuple[int, int]]:
    """Those of a very common name who were born on the same day."""
    found: set[tuple[int, int]] = set()
    days = {
        name: {day: place for place in by["name", name] if (day := _day(rows[place].get("birth_date", "")))}
        for name in names
    }
    for some in parts([name for name in names if days[name]], NAMES_AT_ONCE):
        either = Q(*[Q(name_key=name, birth_date__in=list(days[name])) for name in some], _connector=Q.OR)
        people = Person.objects.filter(either).order_by().values_list("name_key", "id", "birth_date")
        for name, record_id, born in people:
            key = f"{born:%Y%m%d}"
            found.update((place, record_id) for place in by["name", name] if rows[place].get("birth_date") == key)
    return found


def _day(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None
