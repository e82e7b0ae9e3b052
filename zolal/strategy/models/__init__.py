from zolal.strategy.models.check_in import CheckIn
from zolal.strategy.models.count_again import CountAgain
from zolal.strategy.models.counted_day import CountedDay
from zolal.strategy.models.goal import Goal
from zolal.strategy.models.goal_figure import GoalFigure
from zolal.strategy.models.measured import MeasureDay, MeasureMonth

__all__ = ["CheckIn", "CountAgain", "CountedDay", "Goal", "GoalFigure", "MeasureDay", "MeasureMonth"]
