from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

WRITE = "activities.write"
RIGHTS = {"see": "records.read", "create": WRITE, "change": WRITE, "delete": WRITE}


class ActivitiesConfig(AppConfig):
    name = "zolal.activities"
    label = "activities"

    def ready(self) -> None:
        """Activities are records; they and signals go along with a merge and are forgotten with their customer."""
        from zolal.accounts import objects  # noqa: PLC0415
        from zolal.activities import belonging, catalogue, columns, keeping, last, leaving, measures  # noqa: PLC0415 - models now
        from zolal.activities.actions.suppressions import forget as forget_address  # noqa: PLC0415
        from zolal.activities.forgetting import forget  # noqa: PLC0415
        from zolal.activities.queries.activities import visible_activities  # noqa: PLC0415
        from zolal.activities.queries.attachments import held  # noqa: PLC0415
        from zolal.activities.records import ActivityRecords  # noqa: PLC0415
        from zolal.core import erasure, files, ledger  # noqa: PLC0415
        from zolal.core.ledger.repoint import follows  # noqa: PLC0415
        from zolal.core.relations import moves  # noqa: PLC0415
        from zolal.people.queries.actions import offer_records  # noqa: PLC0415
        from zolal.people.queries.permitted import own_choices  # noqa: PLC0415

        ledger.register(ActivityRecords())
        objects.offer("activity", _("Activities"), RIGHTS, fields=partial(own_choices, "activity"))
        moves("activities.Activity.person", "own", by=follows("activity", "person"), leaving=leaving.leave_person)
        moves("activities.Activity.company", "own", by=follows("activity", "company"), leaving=leaving.leave_company)
        moves("activities.Attendee.activity", "move")
        moves("activities.Attendee.person", "move")
        moves("activities.Attachment.activity", "move")
        moves("activities.Signal.person", "stay", carried=last.recount_people)
        moves("activities.Signal.company", "stay", carried=last.recount_companies)
        ledger.watch(belonging.hear)
        ledger.watch(keeping.keep_signals)
        belonging.watch(keeping.keep_last_activity)
        erasure.register(forget)
        files.register_holder(held)
        erasure.register(forget_address)
        columns.offer()
        catalogue.offer()
        offer_records("activity", visible_activities)
        measures.tell()
        post_migrate.connect(_mend_search, sender=self)


def _mend_search(*, using: str, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """Django alters a table of SQLite by making it anew, and the triggers of the search index are lost with the old."""
    from zolal.activities.search import TABLE  # noqa: PLC0415
    from zolal.people import search_index  # noqa: PLC0415

    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        search_index.create(connection, [TABLE])
