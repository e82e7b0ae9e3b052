from zolal.stewardship.models.problem import Problem
from zolal.stewardship.models.problem_note import ProblemNote

__all__ = ["Problem", "ProblemNote"]
