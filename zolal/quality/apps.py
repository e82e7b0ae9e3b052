from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "zolal.quality"
    label = "quality"

    def ready(self) -> None:
        """Hear of every write, of every decision and of who is erased, and let lists be filtered by issues."""
        from django.core.signals import request_started  # noqa: PLC0415 - models are only there now
        from django.db.models.signals import post_save  # noqa: PLC0415

        from zolal.activities import listening  # noqa: PLC0415
        from zolal.core import erasure  # noqa: PLC0415
        from zolal.core.ledger import register_homes, register_undo, watch  # noqa: PLC0415
        from zolal.core.models import Setting  # noqa: PLC0415
        from zolal.people.actions.erase import refuse_undo  # noqa: PLC0415
        from zolal.people.doors import register_doorkeeper  # noqa: PLC0415
        from zolal.people.uses import register_use  # noqa: PLC0415
        from zolal.quality import (  # noqa: PLC0415
            dormancy,
            following_aims,
            handled,
            known_rules,
            measures,
            silence,
            wrong_numbers,
        )
        from zolal.quality.actions.undo_handling import undo_handling  # noqa: PLC0415
        from zolal.quality.actions.undoing import undo_or_redo  # noqa: PLC0415
        from zolal.quality.assess import on_decision, on_write  # noqa: PLC0415
        from zolal.quality.beside import register_reader  # noqa: PLC0415
        from zolal.quality.broken_rules import broken_rules  # noqa: PLC0415
        from zolal.quality.doors import keep_out  # noqa: PLC0415
        from zolal.quality.following import listen  # noqa: PLC0415
        from zolal.quality.forgetting import forget  # noqa: PLC0415
        from zolal.quality.issues import register_finder  # noqa: PLC0415
        from zolal.quality.merging.homes import owners  # noqa: PLC0415
        from zolal.quality.models import Handling, Pair  # noqa: PLC0415
        from zolal.quality.queries.filters import offer  # noqa: PLC0415
        from zolal.quality.reported import reported  # noqa: PLC0415
        from zolal.quality.uses import used_by_quality  # noqa: PLC0415

        register_reader(handled.NAME, handled.read)
        # In this order: an archived record has no issue any more once it is judged.
        for listener in (dormancy.on_write, on_write, wrong_numbers.on_write, silence.on_write):
            watch(listener)
        register_use("quality", used_by_quality)
        register_finder(reported)
        register_finder(broken_rules)
        register_doorkeeper(keep_out)
        register_undo("merge", undo_or_redo)
        for verdict in Handling.Verdict.values:
            register_undo(f"issue.{verdict}", undo_handling)
        register_homes(owners)
        register_undo("person.close", refuse_undo)
        erasure.register(forget)
        erasure.register(dormancy.forget)
        post_save.connect(on_decision, sender=Pair, dispatch_uid="quality.on_decision")
        register_reader(silence.NAME, silence.known_of)
        register_finder(silence.find)
        listening.watch(silence.renew)
        listening.watch(dormancy.on_signal)
        post_save.connect(silence.on_setting, sender=Setting, dispatch_uid="quality.silence")
        post_save.connect(following_aims.on_setting, sender=Setting, dispatch_uid="quality.aims")
        listen()
        request_started.connect(known_rules.forget, dispatch_uid="quality.known_rules")
        offer()
        measures.tell()
