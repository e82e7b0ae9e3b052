from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "zolal.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Goals are records; figures follow what is written."""
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415 - models are only there now

        from zolal.core import ledger  # noqa: PLC0415
        from zolal.core.ledger.repoint import follows  # noqa: PLC0415
        from zolal.core.relations import moves  # noqa: PLC0415
        from zolal.strategy import figures, following, records  # noqa: PLC0415
        from zolal.strategy.models import CheckIn  # noqa: PLC0415

        ledger.register(records.GoalRecords())
        moves("strategy.Goal.parent", "own", by=follows("goal", "parent"))
        moves("strategy.Goal.earlier", "own", by=follows("goal", "earlier"))
        moves("strategy.GoalFigure.goal", "fact")
        moves("strategy.CheckIn.goal", "move")
        records.offer()
        ledger.watch(following.on_write)
        ledger.watch(figures.on_write)
        post_save.connect(figures.on_check_in, sender=CheckIn, dispatch_uid="strategy.check_in")
        post_delete.connect(figures.on_check_in, sender=CheckIn, dispatch_uid="strategy.check_in")
