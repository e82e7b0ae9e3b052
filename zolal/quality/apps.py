from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "zolal.quality"
    label = "quality"

    def ready(self) -> None:
        """Hear of every write and of every decision, and let lists be filtered by issues."""
        from django.db.models.signals import post_save  # noqa: PLC0415 - models are only there now

        from zolal.core.ledger import watch  # noqa: PLC0415
        from zolal.quality.assess import on_decision, on_write  # noqa: PLC0415
        from zolal.quality.models import Pair  # noqa: PLC0415
        from zolal.quality.queries.filters import offer  # noqa: PLC0415

        watch(on_write)
        post_save.connect(on_decision, sender=Pair, dispatch_uid="quality.on_decision")
        offer()
