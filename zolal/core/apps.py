from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zolal.core"
    label = "core"

    def ready(self) -> None:
        from django.core.signals import request_finished, request_started  # noqa: PLC0415 - models are only there now
        from django.db.backends.signals import connection_created  # noqa: PLC0415
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415

        from zolal.core import planner, settings  # noqa: PLC0415
        from zolal.core.models import Setting  # noqa: PLC0415

        connection_created.connect(planner.read_ahead, dispatch_uid="core.planner")
        request_started.connect(settings.begin, dispatch_uid="core.settings begin")
        request_finished.connect(settings.look_again, dispatch_uid="core.settings end")
        post_save.connect(settings.look_again, sender=Setting, dispatch_uid="core.settings written")
        post_delete.connect(settings.look_again, sender=Setting, dispatch_uid="core.settings deleted")
