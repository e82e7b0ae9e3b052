from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "zolal.activities"
    label = "activities"

    def ready(self) -> None:
        """Signals go along with a merge and are forgotten with their record."""
        from zolal.activities import columns, last  # noqa: PLC0415 - models are only there now
        from zolal.activities.actions.suppressions import forget as forget_address  # noqa: PLC0415
        from zolal.activities.forgetting import forget  # noqa: PLC0415
        from zolal.core import erasure  # noqa: PLC0415
        from zolal.core.relations import moves  # noqa: PLC0415

        moves("activities.Signal.person", "stay", carried=last.recount_people)
        moves("activities.Signal.company", "stay", carried=last.recount_companies)
        erasure.register(forget)
        erasure.register(forget_address)
        columns.offer()
