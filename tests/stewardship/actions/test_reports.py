"""Reports come first: who plans one says what is decided by it and which fields that needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.stewardship.actions.proposals import propose_field
from zolal.stewardship.actions.reports import change_report, drop_report, plan_report
from zolal.stewardship.models import FieldProposal, Report

pytestmark = pytest.mark.django_db

SAID = {"record_type": "person", "name": "فروش هر شهر", "decision": "کجا ویزیتور بگذاریم؟"}


def test_a_report_keeps_its_fields_in_the_order_of_the_catalogue(strategist: User) -> None:
    report = plan_report(**SAID, fields=["city", "mobile", "city"], by=strategist)
    assert report.fields == ["mobile", "city"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"decision": ""}, "decision"),
        ({"fields": []}, "fields"),
        ({"fields": ["shoe_size"]}, "field"),
        ({"record_type": "dog"}, "record_type"),
        ({"rhythm": "sometimes"}, "rhythm"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(strategist: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_report(**{**SAID, "fields": ["city"], **wrong}, by=strategist)
    assert field in refused.value.message_dict
    assert not Report.objects.exists()


def test_two_reports_of_one_name_are_refused(strategist: User) -> None:
    plan_report(**SAID, fields=["city"], by=strategist)
    with pytest.raises(ValidationError):
        plan_report(**SAID, fields=["mobile"], by=strategist)


def test_only_strategists_and_administrators_plan(manager: User) -> None:
    with pytest.raises(NotAllowed):
        plan_report(**SAID, fields=["city"], by=manager)


def test_a_changed_report_can_be_given_back(strategist: User) -> None:
    report = plan_report(**SAID, fields=["city"], by=strategist)
    action = change_report(report=report, name="فروش هر استان", fields=["province"], by=strategist)
    undo_action(action=action, by=strategist)
    report.refresh_from_db()
    assert (report.name, report.fields) == (SAID["name"], ["city"])


def test_a_dropped_report_leaves_its_proposals_and_comes_back_to_them(strategist: User) -> None:
    report = plan_report(**SAID, fields=["city"], by=strategist)
    wish = {"record_type": "person", "kind": "add", "title": "محله", "reason": "شهر بزرگ است"}
    proposal = propose_field(**wish, report=report, by=strategist)
    action = drop_report(report=report, by=strategist)
    assert not Report.objects.exists()
    assert FieldProposal.objects.get(pk=proposal.pk).report is None
    undo_action(action=action, by=strategist)
    assert FieldProposal.objects.get(pk=proposal.pk).report == Report.objects.get(name=SAID["name"])
