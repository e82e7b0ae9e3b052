from zolal.quality.models.issue import Issue
from zolal.quality.models.match_model import MatchModel
from zolal.quality.models.measurement import Measurement
from zolal.quality.models.merge import Merge
from zolal.quality.models.pair import Pair

__all__ = ["Issue", "MatchModel", "Measurement", "Merge", "Pair"]
