from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zolal.activities"
    label = "activities"

    def ready(self) -> None:
        """Activities are records; they and signals go along with a merge and are forgotten with their customer."""
        from zolal.activities import columns, last, measures  # noqa: PLC0415 - models are only there now
        from zolal.activities.actions.suppressions import forget as forget_address  # noqa: PLC0415
        from zolal.activities.forgetting import forget  # noqa: PLC0415
        from zolal.activities.records import ActivityRecords  # noqa: PLC0415
        from zolal.core import erasure, ledger  # noqa: PLC0415
        from zolal.core.ledger.repoint import follows  # noqa: PLC0415
        from zolal.core.relations import moves  # noqa: PLC0415

        ledger.register(ActivityRecords())
        moves("activities.Activity.person", "own", by=follows("activity", "person"))
        moves("activities.Activity.company", "own", by=follows("activity", "company"))
        moves("activities.Signal.person", "stay", carried=last.recount_people)
        moves("activities.Signal.company", "stay", carried=last.recount_companies)
        erasure.register(forget)
        erasure.register(forget_address)
        columns.offer()
        measures.tell()
