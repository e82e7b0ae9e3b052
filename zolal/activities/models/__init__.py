from zolal.activities.models.hearing import Hearing
from zolal.activities.models.last_signals import LastSignals
from zolal.activities.models.signal import OF_LIFE, Signal

__all__ = ["OF_LIFE", "Hearing", "LastSignals", "Signal"]
