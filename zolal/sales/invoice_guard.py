"""The database itself refuses to change an issued invoice, whoever writes."""

from __future__ import annotations

from typing import Any

from django.db import connections

FROZEN = ("status", "kind", "year", "number", "corrects_id", "issued_on", "due_on", "lines", "seller", "buyer", "note",
          "subtotal", "discount", "tax", "total")  # fmt: skip
_NAME = "sales_invoice_issued_stays"
_TOLD = "an issued invoice is not changed"


def install(*, using: str, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Make the trigger where it is missing: SQLite loses it whenever Django makes the table anew."""
    connection = connections[using]
    if "sales_invoice" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def _changed(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in FROZEN)


_SQLITE = (
    (
        f"CREATE TRIGGER IF NOT EXISTS {_NAME} BEFORE UPDATE ON sales_invoice "
        f"WHEN OLD.status = 'issued' AND ({_changed('IS NOT')}) BEGIN SELECT RAISE(ABORT, '{_TOLD}'); END"
    ),
)
_POSTGRESQL = (
    (
        f"CREATE OR REPLACE FUNCTION {_NAME}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_TOLD}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {_NAME} BEFORE UPDATE ON sales_invoice FOR EACH ROW "
        f"WHEN (OLD.status = 'issued' AND ({_changed('IS DISTINCT FROM')})) EXECUTE FUNCTION {_NAME}()"
    ),
)
