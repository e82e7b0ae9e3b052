from zolal.strategy.models.count_again import CountAgain
from zolal.strategy.models.counted_day import CountedDay
from zolal.strategy.models.measured import MeasureDay, MeasureMonth

__all__ = ["CountAgain", "CountedDay", "MeasureDay", "MeasureMonth"]
