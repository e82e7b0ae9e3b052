from zolal.quality.models.automatic import Automatic
from zolal.quality.models.dormant import Dormant
from zolal.quality.models.handling import Handling
from zolal.quality.models.index_part import IndexPart
from zolal.quality.models.issue import Issue
from zolal.quality.models.left_pair import LeftPair
from zolal.quality.models.match_keys import MatchKeys
from zolal.quality.models.match_model import MatchModel
from zolal.quality.models.measurement import Measurement
from zolal.quality.models.merge import Merge
from zolal.quality.models.pair import Pair
from zolal.quality.models.past_score import PastScore
from zolal.quality.models.rule import Rule
from zolal.quality.models.sample import Sample, SampledValue

__all__ = [
    "Automatic",
    "Dormant",
    "Handling",
    "IndexPart",
    "Issue",
    "LeftPair",
    "MatchKeys",
    "MatchModel",
    "Measurement",
    "Merge",
    "Pair",
    "PastScore",
    "Rule",
    "Sample",
    "SampledValue",
]
