"""Fields change by proposal, discussion and decision."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.stewardship.actions.proposals import comment_on, decide_proposal, propose_field
from zolal.stewardship.actions.reports import plan_report
from zolal.stewardship.models import FieldProposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(member: User) -> FieldProposal:
    wish = {"record_type": "person", "kind": "retire", "field": "title", "title": "عنوان لازم نیست"}
    return propose_field(**wish, reason="هیچ گزارشی آن را نمی‌خواهد.", by=member)


def test_whoever_fills_fields_proposes_and_a_strategist_decides(
    proposal: FieldProposal, member: User, strategist: User
) -> None:
    comment_on(proposal=proposal, text="موافقم", stance="for", by=strategist)
    with pytest.raises(NotAllowed):
        decide_proposal(proposal=proposal, state="accepted", reason="بله", by=member)
    decide_proposal(proposal=proposal, state="accepted", reason="کسی آن را نمی‌خواند.", by=strategist)
    decide_proposal(proposal=proposal, state="done", by=strategist)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decision) == ("done", strategist, "کسی آن را نمی‌خواند.")


def test_a_further_field_needs_the_report_it_is_for(member: User, strategist: User) -> None:
    wish = {"record_type": "person", "kind": "add", "title": "حوزهٔ علاقه", "reason": "برای پیشنهاد بهتر"}
    with pytest.raises(ValidationError) as refused:
        propose_field(**wish, by=member)
    assert "report" in refused.value.message_dict
    said = {"record_type": "person", "name": "علاقه‌ها", "decision": "چه پیشنهاد کنیم؟"}
    report = plan_report(**said, fields=["city"], by=strategist)
    assert propose_field(**wish, report=report, by=member).report == report


def test_a_decision_says_why(proposal: FieldProposal, strategist: User) -> None:
    with pytest.raises(ValidationError) as refused:
        decide_proposal(proposal=proposal, state="refused", reason=" ", by=strategist)
    assert "reason" in refused.value.message_dict


@pytest.mark.parametrize("state", ["done", "open", "nonsense"])
def test_a_step_that_makes_no_sense_is_refused(proposal: FieldProposal, strategist: User, state: str) -> None:
    with pytest.raises(ValidationError):
        decide_proposal(proposal=proposal, state=state, reason="چرا", by=strategist)


def test_only_the_author_withdraws(proposal: FieldProposal, member: User, stranger: User) -> None:
    with pytest.raises(NotAllowed):
        decide_proposal(proposal=proposal, state="withdrawn", by=stranger)
    decide_proposal(proposal=proposal, state="withdrawn", by=member)
    with pytest.raises(ValidationError):
        comment_on(proposal=proposal, text="دیر رسیدم", by=stranger)


def test_a_decision_can_be_undone(proposal: FieldProposal, strategist: User) -> None:
    action = decide_proposal(proposal=proposal, state="refused", reason="نه هنوز", by=strategist)
    undo_action(action=action, by=strategist)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("open", None)
