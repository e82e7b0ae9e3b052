"""How many issues of which sort are in a queue: counted in the index alone, and no further than anybody reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from zolal.quality.models import Issue
from zolal.quality.queries.issues import TROUBLING

_NAMES = ('"group"', "code", "fact", "severity")
_GROUPS = tuple(Issue.Group.values)


@dataclass(frozen=True, slots=True)
class Sort:
    """Issues of one code in one field."""

    group: str
    code: str
    fact: str
    severity: str

    @property
    def place(self) -> tuple[int, int, str, str]:
        """Where it stands in a queue: what is surely wrong before what may be."""
        return _GROUPS.index(self.group), TROUBLING.index(self.severity), self.code, self.fact


class Place(NamedTuple):
    """An issue inside its sort."""

    holder: int | None
    id: int


def sorts_there(record_type: str) -> list[Sort]:
    """Every sort of which there is an issue, notes apart, in the order of queues: a few steps through the index."""
    table, place = Issue._meta.db_table, ", ".join(f"p.{name}" for name in _NAMES)
    begin = f"SELECT id FROM {table} WHERE record_type = %s ORDER BY {', '.join(_NAMES)} LIMIT 1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE heads (id) AS (SELECT ({begin}) UNION ALL"  # noqa: S608 - our names
            f" SELECT coalesce({', '.join(_later(table))}) FROM heads JOIN {table} p ON p.id = heads.id)"
            f" SELECT {place} FROM heads JOIN {table} p ON p.id = heads.id",
            [record_type] * (1 + len(_NAMES)),
        )
        found = [Sort(*row) for row in cursor.fetchall()]
    return sorted((sort for sort in found if sort.severity in TROUBLING), key=lambda sort: sort.place)


def _later(table: str) -> Iterator[str]:
    """From one sort to the next: the next severity of the same field, else the next field of the same code, and so on.

    As one comparison of rows it would be shorter, but SQLite then looks through all rows of the first column.
    """
    for at in reversed(range(len(_NAMES))):
        same = "".join(f" AND n.{name} = p.{name}" for name in _NAMES[:at])
        order = ", ".join(f"n.{name}" for name in _NAMES[at:])
        after = f"n.{_NAMES[at]} > p.{_NAMES[at]}"
        yield f"(SELECT n.id FROM {table} n WHERE n.record_type = %s{same} AND {after} ORDER BY {order} LIMIT 1)"  # noqa: S608


def counted(issues: QuerySet[Issue], sorts: Sequence[Sort], up_to: int) -> dict[Sort, int]:
    """How many of the issues are of each sort, of more than `up_to` one more than that; in one query."""
    if not sorts:
        return {}
    parts = [
        of_sort(issues, sort).order_by().values("id")[: up_to + 1].query.sql_with_params()  # type: ignore[attr-defined]
        for sort in sorts
    ]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) part)" for sql, _parameters in parts)  # noqa: S608 - Django's
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [one for _sql, parameters in parts for one in parameters])
        row = cursor.fetchone()
    return dict(zip(sorts, row, strict=True))


def of_sort(issues: QuerySet[Issue], sort: Sort) -> QuerySet[Issue]:
    """Those of the issues that are of a sort."""
    return issues.filter(group=sort.group, code=sort.code, fact=sort.fact, severity=sort.severity)


def onwards(
    issues: QuerySet[Issue], sort: Sort, place: Place | None, *, one_holder: bool, put_off: bool = False
) -> Iterator[QuerySet[Issue]]:
    """The issues of a sort after a place, in two parts that the index gives in order: by holder, nobody first, by id.

    `one_holder`: all are somebody's, or all are nobody's. `put_off`: they wait until days, which stand between the two
    in the index, so that the few there are have to be sorted. Else both are named in the order, though all are alike in
    them: PostgreSQL does not see that what is null is.
    """
    found = of_sort(issues, sort)
    order = ("holder_id", "id") if put_off else ("holder_id", "until", "id")
    if one_holder:
        yield (found.filter(id__gt=place.id) if place else found).order_by(*order)
        return
    holder, last = (place.holder, place.id) if place else (None, 0)
    yield found.filter(holder=holder, id__gt=last).order_by(*order)
    others = found.filter(holder__isnull=False) if holder is None else found.filter(holder__gt=holder)
    yield others.order_by(*order)
