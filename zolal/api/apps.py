from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "zolal.api"
    label = "api"

    def ready(self) -> None:
        from zolal.api.idempotency import forget  # noqa: PLC0415 - models are only there now
        from zolal.core import erasure  # noqa: PLC0415

        erasure.register(forget)
