"""How many issues of which sort are in a queue: counted in the index alone, and no further than anybody reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from zolal.quality.models import Issue

TROUBLING = ("error", "warning")
"""A note ("info") tells of a mend already made and waits for nobody."""

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


def sorts_there(record_type: str) -> list[Sort]:
    """Every sort of which there is an issue, notes apart, in the order of queues: a few steps through the index."""
    table, names = Issue._meta.db_table, '"group", code, fact, severity'
    later = ", ".join(f"n.{name}" for name in names.split(", "))
    place = ", ".join(f"p.{name}" for name in names.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            # A row leads to the first one of the next sort.
            f"WITH RECURSIVE heads (id) AS ("  # noqa: S608 - our names
            f" SELECT (SELECT id FROM {table} WHERE record_type = %s ORDER BY {names} LIMIT 1)"
            f" UNION ALL SELECT (SELECT n.id FROM {table} n WHERE n.record_type = %s AND ({later}) > ({place})"
            f" ORDER BY {later} LIMIT 1) FROM heads JOIN {table} p ON p.id = heads.id)"
            f" SELECT {place} FROM heads JOIN {table} p ON p.id = heads.id",
            [record_type, record_type],
        )
        found = [Sort(*row) for row in cursor.fetchall()]
    return sorted((sort for sort in found if sort.severity in TROUBLING), key=lambda sort: sort.place)


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
