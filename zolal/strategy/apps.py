from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "zolal.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Figures follow what is written."""
        from zolal.core.ledger import watch  # noqa: PLC0415 - models are only there now
        from zolal.strategy import following  # noqa: PLC0415

        watch(following.on_write)
