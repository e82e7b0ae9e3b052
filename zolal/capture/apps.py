from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "zolal.capture"
    label = "capture"

    def ready(self) -> None:
        from zolal.capture.forgetting import forget  # noqa: PLC0415 - models are loaded by now
        from zolal.core import erasure  # noqa: PLC0415

        erasure.register(forget)
