"""How good a record and a whole database are, and what would make them better."""

from zolal.engine.score.database import score_database
from zolal.engine.score.record import score_records
from zolal.engine.score.summary import summarise

__all__ = ["score_database", "score_records", "summarise"]
