from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "zolal.connect"
    label = "connect"

    def ready(self) -> None:
        """Hear of every write, and forget who is erased."""
        from zolal.connect.forgetting import forget  # noqa: PLC0415 - models are only there now
        from zolal.connect.hearing import on_rows, on_write  # noqa: PLC0415
        from zolal.core import erasure  # noqa: PLC0415
        from zolal.core.ledger import rows, watch  # noqa: PLC0415

        watch(on_write)
        rows.watch(on_rows)
        erasure.register(forget)
