from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "zolal.stewardship"
    label = "stewardship"

    def ready(self) -> None:
        """Hear of who is erased."""
        from zolal.core import erasure  # noqa: PLC0415 - models are only there now
        from zolal.stewardship.forgetting import forget  # noqa: PLC0415

        erasure.register(forget)
