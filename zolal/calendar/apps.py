from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "zolal.calendar"
    label = "calendar"

    def ready(self) -> None:
        """The next of a series follows when one is done."""
        from zolal.calendar.repeating import follow  # noqa: PLC0415 - models are only there now
        from zolal.core import ledger  # noqa: PLC0415

        ledger.watch(follow)
