"""An administrator makes a field, and everybody works with it at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zolal.accounts.models import User
from zolal.people.actions.categories import create_category
from zolal.people.actions.contact_steps import write_step
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import ContactStep, CustomField, FieldGroup, Person

NEW = {"label_fa": "سطح وفاداری", "label_en": "Loyalty", "kind": "choice", "group": "ours", "refuses": "on"}
CHOICES = {
    "choice_value": ["", ""],
    "choice_fa": ["طلایی", "نقره‌ای"],
    "choice_en": ["Gold", "Silver"],
    "choice_colour": ["amber", "slate"],
}


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def create(client: Client, **texts: str) -> Person:
    data = {"given_name": "سارا", "despite": "1", "incomplete": "1", **texts}
    client.post(reverse("person-new"), {name.replace("own_", "own:"): text for name, text in data.items()})
    return Person.objects.latest("pk")


def test_a_new_field_is_made_filled_listed_filtered_and_edited(administrator: User, member: User) -> None:
    admin, seller = as_(administrator), as_(member)
    assert admin.post(reverse("custom-field-new"), NEW | CHOICES).status_code == 302
    field = CustomField.objects.get()
    assert field.name == "own:loyalty"

    record = create(seller, own_loyalty="gold")
    assert record.own == {"loyalty": "gold"}
    page = seller.get(reverse("person", args=[record.uid])).content.decode()
    assert "طلایی" in page
    assert 'id="field-own-loyalty"' in page
    listed = seller.get(reverse("people"), {"own:loyalty": "gold", "columns": "name,own:loyalty"})
    assert "سارا" in listed.content.decode()
    assert "طلایی" in listed.content.decode()
    offered = seller.get(reverse("person-filter"), {"field": "own:loyalty"}).content.decode()
    assert "نقره‌ای" in offered

    address = reverse("person-field", args=[record.uid, "own:loyalty"])
    assert '<option value="silver"' in seller.get(address, {"edit": "1"}).content.decode()
    assert seller.post(address, {"own:loyalty": "silver", "version": record.version}).status_code == 200
    record.refresh_from_db()
    assert record.own == {"loyalty": "silver"}


def test_several_choices_are_ticked_and_unticked(administrator: User) -> None:
    client = as_(administrator)
    record = create(client, own_interests="books")
    address = reverse("person-field", args=[record.uid, "own:interests"])
    form = client.get(address, {"edit": "1"}).content.decode()
    assert 'type="checkbox" name="own:interests" value="books" checked' in form
    client.post(address, {"own:interests": ["", "art", "travel"], "version": record.version})
    record.refresh_from_db()
    assert record.own == {"interests": ["travel", "art"]}
    client.post(address, {"own:interests": [""], "version": record.version})
    record.refresh_from_db()
    assert record.own == {}


def test_what_was_typed_wrong_stays_and_says_why(administrator: User) -> None:
    client = as_(administrator)
    answer = client.post(reverse("custom-field-new"), NEW | {"kind": "number", "least": "زیاد"})
    assert answer.status_code == 422
    assert "سطح وفاداری" in answer.content.decode()
    assert not CustomField.objects.exists()


def test_fields_are_put_in_order_retired_and_used_again(administrator: User) -> None:
    client = as_(administrator)
    for label in ("یک", "دو"):
        create_custom_field(record_type="person", kind="text", label_fa=label, by=administrator)
    second = CustomField.objects.get(label_fa="دو")
    client.post(reverse("custom-field-move", args=[second.uid]), {"to": "up"})
    assert [str(one) for one in CustomField.objects.all()] == ["دو", "یک"]
    client.post(reverse("custom-field-retire", args=[second.uid]))
    assert "بازگردانی" in client.get(reverse("custom-fields")).content.decode()  # the notice offers the way back
    assert "own:" + second.key not in client.get(reverse("person-new")).content.decode()
    client.post(reverse("custom-field-retire", args=[second.uid]), {"again": "1"})
    assert "own:" + second.key in client.get(reverse("person-new")).content.decode()


def test_a_group_has_a_colour_and_an_owner_on_the_record(administrator: User) -> None:
    client = as_(administrator)
    client.post(reverse("field-group", args=["habits"]), {"colour": "red", "roles": ["manager"], "position": "5"})
    record = create(client, own_user_status="trial")
    page = client.get(reverse("person", args=[record.uid])).content.decode()
    assert page.index("عادت‌ها") < page.index("راه‌های ارتباط"), "the group stands where it was put"
    client.post(reverse("field-group-add"), {"label_fa": "ورزش", "colour": "green"})
    assert FieldGroup.objects.get(label_fa="ورزش").key.startswith("g")
    client.post(reverse("field-group-drop", args=["habits"]))
    assert not FieldGroup.objects.filter(key="habits").exists()


def test_people_stand_on_a_board_by_category(administrator: User, django_assert_max_num_queries: Any) -> None:  # noqa: ANN401
    lead = create_category(name="سرنخ", meaning="کتاب دانلود کرده", needs=["email"], by=administrator)
    client = as_(administrator)
    record = create(client, email="sara@example.com")
    bulk = reverse("person-bulk")
    client.post(bulk, {"uid": str(record.uid), "do": "edit", "field": "category", "value": lead.pk})
    with django_assert_max_num_queries(60):
        board = client.get(reverse("person-board")).content.decode()
    assert board.index("کتاب دانلود کرده") < board.index(str(record.uid))
    client.post(bulk, {"uid": str(record.uid), "do": "edit", "field": "category", "value": ""})
    record.refresh_from_db()
    assert record.category is None


def test_steps_are_written_and_ticked_on_the_page(strategist: User) -> None:
    client = as_(strategist)
    client.post(reverse("contact-step-add"), {"text": "تماس تشکر", "who": "sales", "days": "2", "touch_point": ""})
    step = ContactStep.objects.get()
    assert "تماس تشکر" in client.get(reverse("contact-steps")).content.decode()
    record = create(client)
    client.post(reverse("person-step", args=[record.uid]), {"step": str(step.uid), "done": "1"})
    page = client.get(reverse("person", args=[record.uid])).content.decode()
    assert 'aria-pressed="true"' in page


def test_only_where_something_waits_in_the_queue_a_form_says_so(administrator: User) -> None:
    client = as_(administrator)
    for record_type, waits in (("person", True), ("company", True), ("deal", False), ("activity", False)):
        page = client.get(reverse("custom-field-new"), {"type": record_type}).content.decode()
        assert ("در صف می‌ماند" in page, "از کسی خواسته نمی‌شود" in page) == (waits, not waits), record_type


@pytest.mark.parametrize(
    "name", ["custom-field-new", "custom-field-retire", "field-group-add", "contact-step-add", "labels-usual"]
)
def test_members_cannot_arrange_fields(member: User, administrator: User, name: str) -> None:
    field = create_custom_field(record_type="person", kind="text", label_fa="یک", by=administrator)
    write_step(text="تماس", by=administrator)
    arguments = [field.uid] if name == "custom-field-retire" else []
    assert as_(member).post(reverse(name, args=arguments), NEW).status_code == 403
    assert CustomField.objects.filter(retired_at=None).count() == 1
    assert ContactStep.objects.count() == 1
