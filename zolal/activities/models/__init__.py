from zolal.activities.models.activity import Activity
from zolal.activities.models.attachment import Attachment
from zolal.activities.models.attendee import Attendee
from zolal.activities.models.behaviour import Behaviour
from zolal.activities.models.hearing import Hearing
from zolal.activities.models.last_signals import LastSignals
from zolal.activities.models.signal import OF_LIFE, Signal
from zolal.activities.models.suppression import Suppression

__all__ = [
    "OF_LIFE",
    "Activity",
    "Attachment",
    "Attendee",
    "Behaviour",
    "Hearing",
    "LastSignals",
    "Signal",
    "Suppression",
]
