"""Everything a database holds, as text that is equal when the content is: `python -m tests.server.canonical`."""

from __future__ import annotations

import base64
import json
import sys
from datetime import datetime
from typing import Any

APPS = ("core", "accounts", "people", "quality", "capture", "api")
Content = dict[str, list[dict[str, Any]]]


def content() -> Content:
    """Table by table, rows in the order of their keys, columns by name."""
    from django.apps import apps
    from django.core.serializers.json import DjangoJSONEncoder

    class Encoder(DjangoJSONEncoder):
        def default(self, value: object) -> Any:  # noqa: ANN401 - JSON
            if isinstance(value, bytes | memoryview):
                return base64.b64encode(value).decode()
            # To the microsecond: Django's own encoder cuts after three digits.
            return value.isoformat() if isinstance(value, datetime) else super().default(value)

    read: Content = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APPS and not model._meta.proxy and model._meta.managed:
            fields = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.order_by("pk").values(*fields)
            read[model._meta.label] = json.loads(json.dumps(list(rows), cls=Encoder))
    return read


def migrations() -> list[list[str]]:
    """What is applied."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


if __name__ == "__main__":
    import django

    django.setup()
    json.dump({"migrations": migrations(), "content": content()}, sys.stdout, ensure_ascii=False, sort_keys=True)
