from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "zolal.capture"
    label = "capture"

    def ready(self) -> None:
        from zolal.capture.actions.undoing import undo_commit  # noqa: PLC0415 - models are loaded by now
        from zolal.capture.bearing import looked  # noqa: PLC0415
        from zolal.capture.forgetting import forget  # noqa: PLC0415
        from zolal.capture.uses import used_by_mappings  # noqa: PLC0415
        from zolal.core import erasure, ledger  # noqa: PLC0415
        from zolal.people.uses import register_use  # noqa: PLC0415

        erasure.register(forget, looker=looked)
        ledger.register_undo("import.commit", undo_commit)
        register_use("mappings", used_by_mappings)
