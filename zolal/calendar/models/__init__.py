from zolal.calendar.models.day_letter import DayLetter
from zolal.calendar.models.feed import Feed
from zolal.calendar.models.holiday import Holiday
from zolal.calendar.models.taken_event import TakenEvent

__all__ = ["DayLetter", "Feed", "Holiday", "TakenEvent"]
