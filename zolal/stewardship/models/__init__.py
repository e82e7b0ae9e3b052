from zolal.stewardship.models.assignment import Assignment
from zolal.stewardship.models.collection_policy import CollectionPolicy
from zolal.stewardship.models.data_place import DataPlace
from zolal.stewardship.models.field_default import FieldDefault
from zolal.stewardship.models.field_profile import FieldProfile
from zolal.stewardship.models.field_proposal import FieldProposal, ProposalComment
from zolal.stewardship.models.fit_indicator import Fit, FitIndicator
from zolal.stewardship.models.plan import Plan
from zolal.stewardship.models.plan_record import PlanRecord
from zolal.stewardship.models.problem import Problem
from zolal.stewardship.models.problem_note import ProblemNote
from zolal.stewardship.models.question import Question
from zolal.stewardship.models.report import Report
from zolal.stewardship.models.review import Review, ReviewDecision
from zolal.stewardship.models.run import Run
from zolal.stewardship.models.schedule import Schedule
from zolal.stewardship.models.share import Share
from zolal.stewardship.models.user_day import UserDay

__all__ = [
    "Assignment",
    "CollectionPolicy",
    "DataPlace",
    "FieldDefault",
    "FieldProfile",
    "FieldProposal",
    "Fit",
    "FitIndicator",
    "Plan",
    "PlanRecord",
    "Problem",
    "ProblemNote",
    "ProposalComment",
    "Question",
    "Report",
    "Review",
    "ReviewDecision",
    "Run",
    "Schedule",
    "Share",
    "UserDay",
]
