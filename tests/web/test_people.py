"""Lists and records in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.essentials import needed
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Action, Setting
from zolal.people.models import Company, Person, Tag

pytestmark = pytest.mark.django_db


def test_a_list_shows_whom_one_searches_in_any_spelling(browse: Browse, member: User, sara: Person) -> None:
    client = browse(member)
    assert "سارا محمدی" in client.get(reverse("people"), {"q": "محمدي"}).content.decode()
    assert "سارا محمدی" not in client.get(reverse("people"), {"q": "کریمی"}).content.decode()


def test_htmx_gets_the_list_alone(browse: Browse, member: User, sara: Person) -> None:
    answer = browse(member).get(reverse("people"), headers={"HX-Request": "true"}).content.decode()
    assert 'id="list"' in answer
    assert "<html" not in answer


def test_a_list_that_makes_no_sense_says_why(browse: Browse, member: User) -> None:
    answer = browse(member).get(reverse("people"), {"shoe_size": "42"})
    assert answer.status_code == 422
    assert "shoe_size" in answer.content.decode()


def test_a_condition_is_added_to_the_address(browse: Browse, member: User, sara: Person) -> None:
    asked = {"field": "city", "operator": "is", "value": "یزد", "query": "sort=-updated_at"}
    answer = browse(member).get(reverse("person-filter"), asked)
    assert answer.status_code == 302
    assert "city=" in answer["Location"]
    assert "sort=-updated_at" in answer["Location"]


def test_a_record_page_tells_where_values_come_from(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("person", args=[sara.uid])).content.decode()
    assert "customers.xlsx" in page
    assert "۰۹۱۲۱۲۳۴۵۶۷" in page


def test_a_record_page_tells_the_name_in_latin_letters_to_be_copied(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("person", args=[sara.uid])).content.decode()
    assert "data-copied-text>Sara Mohammadi</bdi>" in page or '">Sara Mohammadi</bdi>' in page


def test_a_record_page_shows_how_the_score_went_once_it_changed(browse: Browse, member: User, sara: Person) -> None:
    client, address, began = browse(member), reverse("person", args=[sara.uid]), sara.quality
    Person.objects.filter(pk=sara.pk).update(created_at=timezone.now() - timedelta(days=5))
    assert "score-trend" not in client.get(address).content.decode()
    client.post(reverse("person-field", args=[sara.uid, "city"]), {"city": "", "version": sara.version})
    answer = client.get(address)
    assert 'data-source="score-trend"' in answer.content.decode()
    before, now = (scores for _day, (scores,) in answer.context["trend"]["rows"])
    assert (before, now) == (began, Person.objects.get(pk=sara.pk).quality)


def test_one_calls_or_opens_a_chat_from_the_head_of_the_page(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("person", args=[sara.uid])).content.decode()
    for address in ("tel:+989121234567", "https://wa.me/989121234567", "https://t.me/+989121234567"):
        assert f'href="{address}"' in page


def test_a_field_is_edited_where_it_stands_and_can_be_undone(browse: Browse, member: User, sara: Person) -> None:
    client = browse(member)
    address = reverse("person-field", args=[sara.uid, "city"])
    answer = client.post(address, {"city": "شیراز", "version": sara.version}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    sara.refresh_from_db()
    assert sara.city == "شیراز"
    client.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    sara.refresh_from_db()
    assert sara.city == "یزد"


def test_who_comes_second_sees_what_the_first_changed(
    browse: Browse, member: User, manager: User, sara: Person
) -> None:
    address, seen = reverse("person-field", args=[sara.uid, "city"]), sara.version
    browse(manager).post(address, {"city": "تهران", "version": seen})
    answer = browse(member).post(address, {"city": "شیراز", "version": seen}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "تهران" in page
    assert "شیراز" in page
    sara.refresh_from_db()
    assert sara.city == "تهران"


def test_a_reader_cannot_edit_a_field(browse: Browse, reader: User, sara: Person) -> None:
    answer = browse(reader).post(reverse("person-field", args=[sara.uid, "city"]), {"city": "شیراز", "version": "1"})
    assert answer.status_code == 403
    sara.refresh_from_db()
    assert sara.city == "یزد"


def test_a_contact_dropped_on_a_tag_bears_it(browse: Browse, member: User, sara: Person) -> None:
    tag = Tag.objects.create(name="نمایشگاه")
    given = {"do": "edit", "field": "tags", "value": tag.pk, "uid": str(sara.uid)}
    browse(member).post(reverse("person-bulk"), given)
    assert sara.taggings.get().tag == tag


def test_many_at_once_need_the_verb(browse: Browse, member: User, sara: Person) -> None:
    Person.objects.get(pk=sara.pk)
    answer = browse(member).post(reverse("person-bulk"), {"do": "archive", "uid": str(sara.uid)})
    assert answer.status_code == 302
    sara.refresh_from_db()
    assert sara.state == "archived"


def test_quick_create_warns_of_somebody_known_and_keeps_what_was_typed(
    browse: Browse, member: User, sara: Person
) -> None:
    typed = {"given_name": "سارا", "family_name": "محمدی", "mobile": "۰۹۱۲۱۲۳۴۵۶۷", "email": "sara@example.com"}
    client = browse(member)
    answer = client.post(reverse("person-new"), typed, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert str(sara.uid) in page
    assert 'value="۰۹۱۲۱۲۳۴۵۶۷"' in page
    assert Person.objects.count() == 1
    client.post(reverse("person-new"), typed | {"despite": "1"})
    assert Person.objects.count() == 2


@pytest.mark.parametrize("htmx", [{"HX-Request": "true"}, {}])
def test_who_was_entered_or_called_again_is_asked_what_is_worth_most(
    browse: Browse, member: User, sara: Person, htmx: dict[str, str]
) -> None:
    """Quick create leads to the question, which stands once on the page: the composer does not repeat it."""
    Setting.objects.create(name="visibility.member", value="all")
    client, typed = browse(member), {"given_name": "رضا", "family_name": "نوری", "mobile": "09125556677"}
    created = client.post(reverse("person-new"), typed | {"incomplete": "1"}, headers=htmx)
    again = client.post(reverse("person-fill", args=[sara.uid]), {"given_name": "سارا"}, headers=htmx)
    for answer, record in ((created, Person.objects.get(given_name="رضا")), (again, sara)):
        page, question = reverse("person", args=[record.uid]), reverse("person-question", args=[record.uid])
        assert (answer.headers.get("HX-Redirect") or answer.headers["Location"]) == f"{page}#question"
        shown = client.get(page).content.decode()
        assert shown.count('id="question"') == shown.count(f'hx-get="{question}"') == 1
        assert reverse("activity-question") not in shown
        assert 'name="outcome" value="answered"' in client.get(question).content.decode()


def test_on_the_page_of_somebody_who_is_called_again_the_page_is_loaded_anew(
    browse: Browse, member: User, sara: Person
) -> None:
    Setting.objects.create(name="visibility.member", value="all")
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{reverse('person', args=[sara.uid])}"}
    answer = browse(member).post(reverse("person-fill", args=[sara.uid]), {"title": "mrs"}, headers=here)
    assert answer.headers["HX-Refresh"] == "true"


def test_a_wrong_value_is_told_on_leaving_the_field(browse: Browse, member: User) -> None:
    answer = browse(member).post(reverse("person-check"), {"family_name": "محمدی", "email": "sara@gamil.com"})
    assert "gmail.com" in answer.content.decode()
    assert not Person.objects.exists()


def test_something_essential_that_is_missing_is_asked_for_once_and_then_left_to_the_user(
    browse: Browse, member: User
) -> None:
    client, typed = browse(member), {"given_name": "سارا", "mobile": "09121234567"}
    page = client.post(reverse("person-new"), typed, headers={"HX-Request": "true"}).content.decode()
    assert 'name="incomplete"' in page
    assert 'value="سارا"' in page
    assert 'name="marked"' in page
    # What was marked stays so while one fills it in; what nobody asked for yet is not marked.
    marks = [client.post(reverse("person-check"), typed | more).content.decode() for more in ({}, {"marked": "1"})]
    assert ["لازم است" in one for one in marks] == [False, True]
    assert not Person.objects.exists()
    client.post(reverse("person-new"), typed | {"incomplete": "1"})
    assert Person.objects.get().given_name == "سارا"


def test_an_administrator_can_make_essential_fields_a_condition(browse: Browse, member: User) -> None:
    needed("person", severity="block")
    client, typed = browse(member), {"given_name": "سارا", "mobile": "09121234567", "incomplete": "1", "despite": "1"}
    page = client.post(reverse("person-new"), typed, headers={"HX-Request": "true"}).content.decode()
    assert 'name="incomplete"' not in page
    assert not Person.objects.exists()
    client.post(reverse("person-new"), typed | {"email": "sara@example.com"})
    assert Person.objects.exists()


def test_a_company_s_essentials_are_chosen_by_themselves(browse: Browse, member: User) -> None:
    needed("company", "name", "phone")
    client = browse(member)
    assert client.post(reverse("company-new"), {"name": "آریا"}).status_code == 422
    client.post(reverse("company-new"), {"name": "آریا", "phone": "02188776655"})
    assert Company.objects.get().name == "آریا"


def test_payloads_are_shown_as_text(browse: Browse, member: User, sara: Person) -> None:
    client = browse(member)
    payload = "<script>alert(1)</script>"
    client.post(reverse("person-field", args=[sara.uid, "note"]), {"note": payload, "version": sara.version})
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    assert payload not in page


def test_empty_fields_stand_behind_one_line_and_can_be_filled_from_there(
    browse: Browse, member: User, sara: Person
) -> None:
    page = browse(member).get(reverse("person", args=[sara.uid])).content.decode()
    shown, _fold, behind = page.partition('<details class="folded">')
    assert 'id="field-given_name"' in shown
    city, fold, province = page.partition('id="field-city"')[2].partition('<details class="folded">')
    assert fold
    assert 'id="field-province"' not in city
    assert 'id="field-province"' in province
    assert reverse("person-field", args=[sara.uid, "province"]) in behind
