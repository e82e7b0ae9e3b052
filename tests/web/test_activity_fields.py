"""An administrator makes a field for calls, and every rep has it in the form of a call, the timeline and in lists."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.models import RoleRights, User
from zolal.activities.actions.activities import log, plan
from zolal.activities.models import Activity
from zolal.core.models import Setting
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import CustomField, OwnFile, Person

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NEW = {"label_fa": "موضوع تماس", "label_en": "Topic", "kind": "choice", "group": "ours", "refuses": "on"}
CHOICES = {
    "choice_value": ["", ""],
    "choice_fa": ["قیمت", "پشتیبانی"],
    "choice_en": ["Price", "Support"],
    "choice_colour": ["amber", "teal"],
}


@pytest.fixture(autouse=True)
def all_see_all(db: None) -> None:
    Setting.objects.create(name="visibility.member", value="all")


def field(administrator: User, kind: str, key: str, **given: object) -> CustomField:
    return create_custom_field(record_type="activity", kind=kind, label_fa=key, key=key, by=administrator, **given)


def test_a_field_of_calls_is_made_asked_shown_found_and_taken_along(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    admin, rep = browse(administrator), browse(member)
    assert "فعالیت‌ها" in admin.get(reverse("custom-fields"), {"type": "activity"}).content.decode()
    address = f"{reverse('custom-field-new')}?type=activity"
    wrong = admin.post(address, NEW | CHOICES | {"when_field": "kind", "when_values": "تماس‌ها"})
    assert "تماس تلفنی" in wrong.content.decode(), "it says which kinds there are"
    made = admin.post(address, NEW | CHOICES | {"when_field": "kind", "when_values": "تماس تلفنی"})
    assert made.status_code == 302, made.content.decode()

    new = reverse("activity-new")
    for where in ("dialog", "composer"):
        call = rep.get(new, {"kind": "call", "person": sara.uid, "in": where}, headers=HTMX).content.decode()
        assert f'id="{where}-own-topic"' in call
        assert call.index("<details") < call.index("own-topic"), "a call is as quick as before: it waits behind “more”"
        assert "own:topic" not in rep.get(new, {"kind": "note", "person": sara.uid, "in": where}).content.decode()
    typed = {"kind": "call", "person": sara.uid, "in": "composer", "outcome": "answered", "own:topic": "price"}
    assert rep.post(new, typed, headers=HTMX).status_code == 200
    activity = Activity.objects.get()
    assert activity.own == {"topic": "price"}

    for page in ("person", "person-timeline"):
        assert "قیمت" in rep.get(reverse(page, args=[sara.uid]), headers=HTMX).content.decode()
    assert "قیمت" in rep.get(reverse("activity", args=[activity.uid])).content.decode()
    edit = reverse("activity-edit", args=[activity.uid])
    assert '<option value="price" selected' in rep.get(edit).content.decode()
    assert rep.post(edit, {"version": activity.version, "own:topic": "support"}).status_code == 302
    activity.refresh_from_db()
    assert activity.own == {"topic": "support"}
    assert "پشتیبانی" in rep.get(reverse("activity", args=[activity.uid])).content.decode(), "the history says it too"
    stale = rep.post(edit, {"version": 1, "own:topic": "price"})
    assert stale.status_code == 409
    assert "موضوع تماس" in stale.content.decode()

    asked = {"state": "all", "own:topic": "support", "columns": "own:topic"}
    listed = rep.get(reverse("activities"), asked).content.decode()
    assert reverse("activity", args=[activity.uid]) in listed
    assert "موضوع تماس</a></th>" in listed
    assert "own%3Atopic=support" in listed, "the tabs and files ask for the same"
    assert "sort=own%3Atopic" in listed
    down = rep.get(reverse("activities"), asked | {"sort": "-own:topic"}).content.decode()
    assert 'aria-sort="descending"' in down
    assert rep.get(reverse("activities"), {"sort": "at"}).content.decode().count("-own:") == 1, "it says what can be"
    other = rep.get(reverse("activities"), asked | {"own:topic": "price"}).content.decode()
    assert reverse("activity", args=[activity.uid]) not in other
    assert "absent" in rep.get(reverse("activities"), {"own:absent": "1"}).content.decode()
    file = admin.get(reverse("activities-export"), asked | {"form": "csv"})
    assert "موضوع تماس" in b"".join(file).decode()


def test_what_was_typed_wrong_stays_and_says_why(browse: Browse, administrator: User, sara: Person) -> None:
    field(administrator, "number", "shelves", least="1", most="9")
    typed = {"kind": "visit", "person": sara.uid, "words": "خوب", "outcome": "held", "own:shelves": "20"}
    answer = browse(administrator).post(reverse("activity-new"), typed, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="20"' in page
    assert 'class="more-questions" open' in page
    assert not Activity.objects.exists()


def test_a_needed_one_stands_at_once_and_one_click_leads_to_the_form(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    field(administrator, "text", "topic", required=True, when_field="kind", when_values=["call"])
    rep = browse(member)
    page = rep.get(reverse("activity-new"), {"kind": "call", "person": sara.uid}).content.decode()
    assert page.index("own-topic") < page.index("<details")
    address = reverse("calendar-called", args=["person", sara.uid])
    answer = rep.post(address, {"outcome": "answered", "back": "/"})
    assert answer.headers["Location"] == f"{reverse('activity-new')}?kind=call&person={sara.uid}"
    assert not Activity.objects.exists()
    assert 'data-when="id_kind" data-when-values="call"' in rep.get(reverse("calendar-plan")).content.decode()
    given = {"kind": "call", "customer": f"person:{sara.uid}", "customer_name": sara.name}
    assert rep.post(reverse("calendar-plan"), given).status_code == 422
    assert rep.post(reverse("calendar-plan"), given | {"own:topic": "قیمت"}).status_code == 302
    assert Activity.objects.get().own == {"topic": "قیمت"}


def test_what_follows_is_asked_what_it_needs_beside_what_the_activity_says(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    field(administrator, "text", "topic", required=True, when_field="kind", when_values=["call"])
    rep, new = browse(member), reverse("activity-new")
    page = rep.get(new, {"kind": "call", "person": sara.uid}).content.decode()
    assert 'data-when="dialog-then" data-when-values="call:1 | call:2 | call:7"' in page
    typed = {"kind": "call", "person": sara.uid, "outcome": "answered", "own:topic": "قیمت", "then": "call:2"}
    refused = rep.post(new, typed)
    assert refused.status_code == 422
    assert refused.content.decode().count("این لازم است.") == 1
    assert not Activity.objects.exists()
    assert rep.post(new, typed | {"then:own:topic": "قرارداد"}).status_code == 302
    first, then = Activity.objects.order_by("pk")
    assert (first.own, then.own, then.is_open) == ({"topic": "قیمت"}, {"topic": "قرارداد"}, True)

    finish = reverse("activity-finish", args=[then.uid])
    assert 'name="then:own:topic"' in rep.get(finish).content.decode()
    assert rep.post(finish, {"outcome": "answered", "then": "visit:7"}).status_code == 302, "a visit needs nothing"
    later = Activity.objects.get(kind="visit")
    refused = rep.post(reverse("activity-finish", args=[later.uid]), {"words": "خوب", "then": "call:1"})
    assert refused.status_code == 422
    assert 'data-state="error"' in refused.content.decode()
    later.refresh_from_db()
    assert later.is_open


def test_what_waits_for_the_outcome_is_kept_with_that_outcome_only(
    browse: Browse, administrator: User, sara: Person
) -> None:
    field(administrator, "text", "why", when_field="outcome", when_values=["busy"])
    client, new = browse(administrator), reverse("activity-new")
    page = client.get(new, {"kind": "call", "person": sara.uid}).content.decode()
    assert "own:why" in page
    assert "data-when=" not in page, "which button is pressed nobody knows before"
    typed = {"kind": "call", "person": sara.uid, "own:why": "جلسه"}
    client.post(new, typed | {"outcome": "answered"})
    client.post(new, typed | {"outcome": "busy"})
    assert {one.outcome: one.own for one in Activity.objects.all()} == {"answered": {}, "busy": {"why": "جلسه"}}


def test_it_is_asked_when_something_planned_is_finished_with_a_file(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    field(administrator, "file", "record", when_field="kind", when_values=["call"])
    call = plan(kind="call", given={"person": sara, "at": timezone.now()}, by=member).activity
    rep, address = browse(member), reverse("activity-finish", args=[call.uid])
    assert 'name="own:record"' in rep.get(address, headers=HTMX).content.decode()
    file = SimpleUploadedFile("تماس.ogg", b"OggS")
    assert rep.post(address, {"outcome": "answered", "own:record": file}).status_code == 302
    assert OwnFile.objects.get().record_id == call.pk
    download = reverse("activity-file", args=[call.uid, "own:record"])
    assert download in rep.get(reverse("activity", args=[call.uid])).content.decode()
    assert b"".join(rep.get(download)) == b"OggS"


def test_a_file_stays_chosen_where_the_form_is_refused(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    field(administrator, "file", "record")
    field(administrator, "number", "minutes", least="1")
    rep, new = browse(member), reverse("activity-new")
    typed = {"kind": "call", "person": sara.uid, "outcome": "answered", "own:minutes": "0"}
    sent = typed | {"own:record": SimpleUploadedFile("تماس.ogg", b"OggS"), "file": SimpleUploadedFile("a.pdf", b"%PDF")}
    refused = rep.post(new, sent)
    page = refused.content.decode()
    assert (refused.status_code, Activity.objects.count()) == (422, 0)
    kept = re.search(r'name="own:record" value="([^"]+)" checked', page)
    assert kept, "the file of a field is kept for whoever handed it in"
    assert page.count("فایل را دوباره انتخاب کنید") == 1, "of what is attached it is said that it must be chosen again"
    assert rep.post(new, typed | {"own:minutes": "5", "own:record": html.unescape(kept[1])}).status_code == 302
    call = Activity.objects.get()
    assert b"".join(rep.get(reverse("activity-file", args=[call.uid, "own:record"]))) == b"OggS"
    other = browse(administrator).post(new, typed | {"own:minutes": "5", "own:record": html.unescape(kept[1])})
    assert other.status_code == 422, "nobody else gets it by its name"
    assert "دوباره انتخاب" not in rep.get(new, {"kind": "call"}).content.decode()


def test_what_a_role_may_not_see_it_sees_nowhere(
    browse: Browse, administrator: User, manager: User, sara: Person
) -> None:
    field(administrator, "text", "budget")
    given = {"person": sara, "outcome": "answered", "own:budget": "زعفران"}
    call = log(kind="call", given=given, by=manager).activity
    roles = browse(administrator).get(reverse("role", args=[manager.role])).content.decode()
    assert "own:budget" in roles
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"activity": {"own:budget": "hidden"}})
    client = browse(User.objects.get(pk=manager.pk))
    pages = [
        reverse("activity", args=[call.uid]), reverse("activity-edit", args=[call.uid]),
        reverse("person", args=[sara.uid]), f"{reverse('activity-new')}?kind=call&person={sara.uid}",
        f"{reverse('activities')}?state=all&columns=own:budget",
    ]  # fmt: skip
    for address in pages:
        page = client.get(address).content.decode()
        assert "زعفران" not in page, address
        assert "own:budget" not in page.replace("columns=own:budget", ""), address


@pytest.mark.parametrize("kind", ["call", "meeting", "visit"])
def test_an_empty_one_is_refused_with_a_sentence(browse: Browse, member: User, kind: str) -> None:
    rep = browse(member)
    for typed in ({"outcome": "held" if kind != "call" else "answered"}, {"do": "plan"}):
        answer = rep.post(reverse("activity-new"), {"kind": kind, **typed}, headers=HTMX)
        assert answer.status_code == 422
        assert "یا مشتری" in answer.content.decode()
    assert rep.post(reverse("calendar-plan"), {"kind": kind}).status_code == 422
    assert not Activity.objects.exists()
