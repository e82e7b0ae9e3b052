"""Bring a stored database of an earlier release to this one: `python -m tests.server.upgrade DUMP.json`.

Prints which columns of each model were stored: {label: [column]}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(file: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from zolal.core.copying import newest

    dump: dict[str, Any] = json.loads(file.read_text())
    executor = MigrationExecutor(connection)
    targets = newest(executor.loader.graph, dump["migrations"])
    executor.migrate(targets)
    state = MigrationExecutor(connection).loader.project_state(targets)
    stored: dict[str, list[str]] = {}
    with transaction.atomic():
        for label in dump["content"]:
            if tuple(label.lower().split(".")) in state.models:
                # What a migration puts in (roles, pipelines) is in the dump too.
                state.apps.get_model(label)._base_manager.all()._raw_delete(using="default")
        for label, rows in dump["content"].items():
            if tuple(label.lower().split(".")) not in state.models:
                continue  # a later migration makes it
            model = state.apps.get_model(label)
            for field in model._meta.concrete_fields:
                field.auto_now = field.auto_now_add = False  # the stored moment, not this one
            fields = {field.attname: _plain(field) for field in model._meta.concrete_fields}
            objects = [
                # A column that a later migration adds has its default, whatever the dump of today says.
                model(**{name: fields[name].to_python(value) for name, value in row.items() if name in fields})
                for row in rows
            ]
            model._base_manager.bulk_create(objects)
            stored[label] = sorted(fields)
    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(stored))


def _plain(field: Any) -> Any:  # noqa: ANN401 - a model's field
    """The field that reads the value: for a foreign key, that of what it points at."""
    from django.db.models import ForeignKey, JSONField

    while isinstance(field, ForeignKey):
        field = field.target_field
    return _AsIs if isinstance(field, JSONField) else field


class _AsIs:
    @staticmethod
    def to_python(value: object) -> object:
        return value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
