from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "zolal.stewardship"
    label = "stewardship"

    def ready(self) -> None:
        """Say which fields reports need, follow who fits, hear of what is mended, and forget who is erased."""
        from django.db.models.signals import post_migrate  # noqa: PLC0415

        from zolal.core import erasure  # noqa: PLC0415 - models are only there now
        from zolal.core.ledger import watch  # noqa: PLC0415
        from zolal.people.uses import register_use  # noqa: PLC0415
        from zolal.quality import heard  # noqa: PLC0415
        from zolal.stewardship import fitting, measures  # noqa: PLC0415
        from zolal.stewardship.forgetting import forget  # noqa: PLC0415
        from zolal.stewardship.planned import remember_lists  # noqa: PLC0415
        from zolal.stewardship.queries.reports import used_by_reports  # noqa: PLC0415
        from zolal.stewardship.settling import settle  # noqa: PLC0415

        erasure.register(forget)
        heard.listen(settle)
        register_use("reports", used_by_reports)
        watch(fitting.on_write)
        fitting.offer()
        measures.tell()
        post_migrate.connect(remember_lists, sender=self)
