"""Whether requests can be answered; for the supervisor, a load balancer, a monitor."""

from __future__ import annotations

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zolal.web.policy import open_to_all


def is_migrated() -> bool:
    """Whether every migration of this release is applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@cache
def _was_migrated() -> None:
    # Nothing takes a migration back while the server runs, so one yes is enough; a no is asked again.
    if not is_migrated():
        raise DatabaseError("migrations are missing")


@require_safe
@never_cache
@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """200 where the database answers and is migrated, else 503; tells nothing else to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _was_migrated()
    except DatabaseError:
        return HttpResponse("not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
