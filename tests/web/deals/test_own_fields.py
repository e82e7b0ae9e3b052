"""An administrator makes a field for deals, and every rep has it at once in forms, on the page and in lists."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.sales.conftest import Open, opened, pipeline, stages
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import CustomField, OwnFile
from zolal.sales.actions.pipelines import change_stage
from zolal.sales.models import Deal, Stage

__all__ = ["opened", "pipeline", "stages"]

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NEW = {"label_fa": "اندازهٔ پروژه", "label_en": "Project size", "kind": "choice", "group": "business", "refuses": "on"}
CHOICES = {
    "choice_value": ["", ""],
    "choice_fa": ["کوچک", "بزرگ"],
    "choice_en": ["Small", "Big"],
    "choice_colour": ["slate", "amber"],
}


def field(administrator: User, kind: str, key: str, **given: object) -> CustomField:
    return create_custom_field(record_type="deal", kind=kind, label_fa=key, key=key, by=administrator, **given)


def test_a_field_is_made_for_deals_and_filled_edited_listed_and_asked_for(
    browse: Browse, administrator: User, member: User, stages: list[Stage]
) -> None:
    admin, rep = browse(administrator), browse(member)
    listed = admin.get(reverse("custom-fields"), {"type": "deal"}).content.decode()
    assert "معامله‌ها" in listed
    made = admin.post(f"{reverse('custom-field-new')}?type=deal", NEW | CHOICES)
    assert made.status_code == 302, made.content.decode()
    assert CustomField.objects.get().name == "own:project_size"

    form = rep.get(reverse("deal-new"), headers=HTMX).content.decode()
    assert 'name="own:project_size"' in form
    given = {"title": "مخزن یزد", "stage": stages[0].uid, "own:project_size": "big"}
    assert rep.post(reverse("deal-new"), given).status_code == 302
    deal = Deal.objects.get()
    assert deal.own == {"project_size": "big"}

    page = rep.get(reverse("deal", args=[deal.uid])).content.decode()
    assert 'id="field-own-project_size"' in page
    assert "بزرگ" in page
    address = reverse("deal-field", args=[deal.uid, "own:project_size"])
    assert '<option value="small"' in rep.get(address, {"edit": "1"}).content.decode()
    assert rep.post(address, {"own:project_size": "small", "version": deal.version}).status_code == 200
    deal.refresh_from_db()
    assert deal.own == {"project_size": "small"}
    assert rep.post(address, {"own:project_size": "big", "version": 1}).status_code == 409

    asked = {"own:project_size": "small", "columns": "own:project_size", "sort": "-own:project_size"}
    found = rep.get(reverse("deals-list"), asked).content.decode()
    assert "مخزن یزد" in found
    assert "columns=own%3Aproject_size" in found, "the next page asks for the same"
    assert "مخزن یزد" not in rep.get(reverse("deals-list"), {"own:project_size": "big"}).content.decode()
    assert rep.get(reverse("deals-list"), {"own:absent": "1"}).status_code == 422


def test_what_was_typed_wrong_stays_and_says_why(browse: Browse, administrator: User, stages: list[Stage]) -> None:
    field(administrator, "number", "parts", least="1", most="9")
    client = browse(administrator)
    answer = client.post(reverse("deal-new"), {"title": "مخزن", "stage": stages[0].uid, "own:parts": "20"})
    assert answer.status_code == 422
    assert 'value="20"' in answer.content.decode()
    assert "خارج از" in answer.content.decode() or "بیرون" in answer.content.decode()
    assert not Deal.objects.exists()


def test_one_that_waits_for_another_answer_is_asked_and_kept_only_with_it(
    browse: Browse, administrator: User, stages: list[Stage]
) -> None:
    field(administrator, "text", "agent", when_field="channel", when_values=["agent"], default="پارس")
    client = browse(administrator)
    form = client.get(reverse("deal-new")).content.decode()
    assert 'data-when="id_channel" data-when-values="agent" hidden' in form
    given = {"title": "الف", "stage": stages[0].uid, "channel": "direct_b2b", "own:agent": "پارس"}
    client.post(reverse("deal-new"), given)
    client.post(reverse("deal-new"), given | {"title": "ب", "channel": "agent"})
    assert {deal.title: deal.own for deal in Deal.objects.all()} == {"الف": {}, "ب": {"agent": "پارس"}}
    without = client.get(reverse("deal", args=[Deal.objects.get(title="الف").uid])).content.decode()
    assert "field-own-agent" not in without


def test_a_stage_asks_for_one_where_a_card_is_dropped(
    browse: Browse, administrator: User, member: User, opened: Open, stages: list[Stage]
) -> None:
    field(administrator, "text", "contract")
    admin, client, deal = browse(administrator), browse(member), opened()
    assert 'value="own:contract"' in admin.get(reverse("stage", args=[stages[1].uid])).content.decode()
    change_stage(stage=stages[1], by=administrator, needs=["own:contract"])
    address, given = reverse("deal-move", args=[deal.uid]), {"stage": stages[1].uid, "version": deal.version}
    asked = client.post(address, given, headers=HTMX)
    assert asked.status_code == 422
    assert 'name="own:contract"' in asked.content.decode()
    client.post(address, given | {"own:contract": "۱۲"}, headers=HTMX)
    deal.refresh_from_db()
    assert (deal.stage, deal.own) == (stages[1], {"contract": "۱۲"})


def test_a_file_is_handed_in_and_taken_home_by_who_sees_the_deal(
    browse: Browse, administrator: User, member: User, stranger: User, stages: list[Stage]
) -> None:
    field(administrator, "file", "plan")
    client = browse(member)
    form = {"title": "مخزن", "stage": stages[0].uid, "own:plan": SimpleUploadedFile("نقشه.pdf", b"%PDF-1")}
    assert client.post(reverse("deal-new"), form).status_code == 302
    deal = Deal.objects.get()
    assert OwnFile.objects.get().record_id == deal.pk
    address = reverse("deal-file", args=[deal.uid, "own:plan"])
    assert address in client.get(reverse("deal", args=[deal.uid])).content.decode()
    assert b"".join(client.get(address)) == b"%PDF-1"
    Setting.objects.create(name="visibility.member", value="own")
    assert browse(stranger).get(address).status_code == 404
