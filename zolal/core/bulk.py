"""Many rows at once, several times faster than through model instances: many a statement, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection, models

Row = Sequence[Any]
Converter = Callable[[Any], Any]

_JSON_ARRAY = (
    "ARRAY(SELECT nullif(value, 'null') FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY ORDER BY ordinality)"
)
"""Where PostgreSQL takes JSON values: from one text, an array of them."""


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """New rows with these columns (names of fields, `owner` or `owner_id`); every column without default is needed.

    Values are what the field takes; dates may be ISO texts, JSON may be bytes. To be called inside a transaction.
    """
    fields = [model._meta.get_field(name) for name in columns]
    converted = _converted(fields, rows)
    if not converted:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in converted:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            if not _has_triggers(model._meta.db_table):
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", converted)  # noqa: S608
                return
            # FTS5 writes its index at the end of each statement that fires its trigger: so it is one for all rows.
            waiting = connection.ops.quote_name(f"waiting_for_{model._meta.db_table}_{crc32(names.encode()):x}")
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {waiting} AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
            cursor.executemany(f"INSERT INTO {waiting} VALUES ({places})", converted)  # noqa: S608
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM {waiting} ORDER BY rowid")  # noqa: S608
            cursor.execute(f"DELETE FROM {waiting}")  # noqa: S608


def insert_numbered(
    model: type[models.Model], columns: Sequence[str], given: Row, found: models.QuerySet[Any, Any], *, after: int = 0
) -> int:
    """A new row for each value that the query of one column finds, without reading it here; how many.

    In it stand the `given` values, the one found, and its number in their order, counted on from `after`.
    """
    try:
        query, parameters = found.order_by().query.sql_with_params()
    except EmptyResultSet:
        return 0
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(model._meta.get_field(name).column) for name in columns)
    places = "%s, " * len(given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found(one) AS ({query}) INSERT INTO {quoted(model._meta.db_table)} ({names}) "  # noqa: S608 - our names
            f"SELECT {places}one, %s + row_number() OVER (ORDER BY one) FROM found",
            [*parameters, *given, after],
        )
        return int(cursor.rowcount)


@cache
def _has_triggers(table: str) -> bool:
    """Whether rows of the table are searched by an index of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return bool(cursor.fetchone()[0])


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Set these columns of existing rows; each row is the primary key, then the values in the order of `columns`."""
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in columns)]
    converted = _converted(fields, rows)
    if not converted or len(fields) == 1:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            places = ", ".join(map(_array, fields))
            targets = ", ".join(f"{name} = new.c{place}" for place, name in enumerate(names) if place)
            aliases = ", ".join(f"c{place}" for place in range(len(fields)))
            cursor.execute(
                f"UPDATE {table} SET {targets} FROM unnest({places}) AS new({aliases}) "  # noqa: S608 - our names
                f"WHERE {table}.{names[0]} = new.c0",
                _arrays(fields, converted),
            )
        else:
            targets = ", ".join(f"{name} = %s" for name in names[1:])
            cursor.executemany(
                f"UPDATE {table} SET {targets} WHERE {names[0]} = %s",  # noqa: S608 - our names
                [(*row[1:], row[0]) for row in converted],
            )


def put(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows with these columns, each after its primary key: new ones where there are none with that key, else instead.

    `columns` are all that the model has besides.
    """
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in columns)]
    pk, *others = [connection.ops.quote_name(field.column) for field in fields]
    instead = ", ".join(f"{name} = excluded.{name}" for name in others)
    _insert(model, fields, rows, f"ON CONFLICT ({pk}) DO UPDATE SET {instead}")


def add(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """New rows with these columns, but for those of which a unique constraint says that there is one already."""
    _insert(model, [model._meta.get_field(name) for name in columns], rows, "ON CONFLICT DO NOTHING")


def _insert(
    model: type[models.Model], fields: Sequence[models.Field[Any, Any]], rows: Iterable[Row], otherwise: str
) -> None:
    converted = _converted(fields, rows)
    if not converted:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            places = ", ".join(map(_array, fields))
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT * FROM unnest({places}) {otherwise}",  # noqa: S608 - our names
                _arrays(fields, converted),
            )
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places}) {otherwise}", converted)  # noqa: S608


def among(column: str, ids: Sequence[int]) -> models.Q:
    """Those with one of the ids; a run without gaps, as an import makes it, is asked for as a range."""
    if len(ids) > 1 and max(ids) - min(ids) + 1 == len({*ids}):
        return models.Q(**{f"{column}__gte": min(ids), f"{column}__lte": max(ids)})
    return models.Q(**{f"{column}__in": ids})


def _converted(fields: Sequence[models.Field[Any, Any]], rows: Iterable[Row]) -> list[Row]:
    """The rows as the database's driver takes them; only the columns that need it are touched."""
    converters = [(place, found) for place, field in enumerate(fields) if (found := _converter(field))]
    converted = []
    for row in rows:
        ready = list(row)
        for place, convert in converters:
            if ready[place] is not None:
                ready[place] = convert(ready[place])
        converted.append(ready)
    return converted


def _converter(field: models.Field[Any, Any]) -> Converter | None:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    embedded = connection.vendor != "postgresql"
    match field.get_internal_type():
        case "JSONField":
            return json_text
        case "UUIDField":
            return (lambda value: value.hex) if embedded else None
        case "DateTimeField":
            # Many rows of one write bear one time.
            return lru_cache(64)(connection.ops.adapt_datetimefield_value) if embedded else None
        case "DateField":
            return lambda value: value.isoformat() if isinstance(value, date) else value
        case "DecimalField" | "DurationField" | "TimeField":
            return lambda value: field.get_db_prep_save(value, connection)
        case _:
            return None


def json_text(value: Any) -> str:  # noqa: ANN401 - JSON
    """JSON with letters as they are; Django would write each Persian one as six bytes. Bytes are JSON already."""
    if value == {}:
        return "{}"
    return value.decode() if isinstance(value, bytes) else orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


def _array(field: models.Field[Any, Any]) -> str:
    """Where PostgreSQL takes the values of a field. Without lengths: a cast to one would cut the text silently."""
    if field.get_internal_type() == "JSONField":
        return _JSON_ARRAY
    name = (field.rel_db_type(connection) if field.primary_key else field.db_type(connection)) or "text"
    return f"%s::{name.split('(')[0]}[]"


def _arrays(fields: Sequence[models.Field[Any, Any]], rows: Sequence[Row]) -> list[Any]:
    """The values of each field. Those in JSON are one text: in an array each quotation mark would have to be masked."""
    columns: list[Any] = [list(values) for values in zip(*rows, strict=True)]
    for place, field in enumerate(fields):
        if field.get_internal_type() == "JSONField":
            columns[place] = f"[{','.join('null' if text is None else text for text in columns[place])}]"
    return columns
