"""A rep logs, plans and finds what happened, without leaving the page."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.actions.activities import edit, log, plan
from zolal.activities.actions.behaviours import add_behaviour
from zolal.activities.models import Activity, Attachment
from zolal.core.ledger import history, undo
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.stewardship.models import Question

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def compose(client: Client, person: Person, **typed: Any) -> Any:  # noqa: ANN401
    given = {"kind": "call", "person": str(person.uid), "in": "composer", **typed}
    return client.post(reverse("activity-new"), given, headers=HTMX)


def test_a_call_is_logged_with_one_text_and_one_button_and_the_next_one_is_planned(
    browse: Browse, member: User, sara: Person
) -> None:
    Setting.objects.create(name="visibility.member", value="all")
    answer = compose(browse(member), sara, body="قیمت خواست", outcome="answered", then="call:2")
    assert answer.status_code == 200
    assert "zolal:activity" in answer.headers["HX-Trigger"]
    done, following = Activity.objects.order_by("id")
    assert (done.outcome, done.body, following.is_open) == ("answered", "قیمت خواست", True)
    assert timezone.localdate(following.at) == timezone.localdate() + timedelta(days=2)


def test_the_best_question_is_asked_with_a_call_and_its_answer_is_undone_with_it(
    browse: Browse, member: User, sara: Person
) -> None:
    """Nobody is interrogated: one question, within the budget of the customer, and what was said stands at once."""
    client, address = browse(member), f"{reverse('activity-question')}?person={sara.uid}"
    assert field_asked(client.get(address))
    refused = compose(client, sara, outcome="answered", **{"asked-field": "mobile", "asked-answer": "0912"})
    assert refused.status_code == 422, "a right number is not lost for a wrong one"
    assert not Activity.objects.exists()
    Setting.objects.create(name="questions.most", value=1)
    compose(client, sara, outcome="answered", **{"asked-field": "city", "asked-answer": "شیراز"})
    sara.refresh_from_db()
    assert (sara.city, Question.objects.get().outcome) == ("شیراز", "answered")
    assert client.get(address).content.strip() == b""
    (call,) = Activity.objects.all()
    (change,) = history("person", [sara.pk], limit=1)
    assert change.action == history("activity", [call.pk], limit=1)[0].action
    undo(action=change.action, by=member)
    sara.refresh_from_db()
    assert (sara.city, Activity.objects.count(), Question.objects.count()) == ("یزد", 0, 1)


def test_who_does_not_want_to_say_is_not_asked_again_when_a_planned_call_is_finished(
    browse: Browse, member: User, sara: Person
) -> None:
    client, address = browse(member), f"{reverse('activity-question')}?person={sara.uid}"
    first = field_asked(client.get(address))
    call = plan(kind="call", given={"person": sara}, by=member).activity
    finishing = reverse("activity-finish", args=[call.uid])
    assert field_asked(client.get(finishing)) == first
    client.post(finishing, {"outcome": "answered", "asked-field": first, "asked-declined": "1"}, headers=HTMX)
    assert Question.objects.get().outcome == "declined"
    assert field_asked(client.get(address)) != first


def test_who_may_not_change_a_customer_and_a_note_are_asked_nothing(
    browse: Browse, member: User, reader: User, sara: Person
) -> None:
    address = reverse("activity-new")
    assert "activity-question" not in browse(member).get(f"{address}?kind=note&person={sara.uid}").content.decode()
    assert reverse("activity-question") in browse(member).get(f"{address}?person={sara.uid}").content.decode()
    assert browse(reader).get(f"{reverse('activity-question')}?person={sara.uid}").status_code == 403


def field_asked(answer: Any) -> str:  # noqa: ANN401
    found = re.search(r'name="asked-field" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def test_the_page_of_a_person_shows_what_is_to_be_done_what_was_said_and_what_was_changed(
    browse: Browse, administrator: User, sara: Person
) -> None:
    plan(kind="task", given={"person": sara, "title": "فاکتور بفرست"}, by=administrator)
    log(kind="call", given={"person": sara, "outcome": "answered", "body": "پیش‌فاکتور خواست"}, by=administrator)
    client = browse(administrator)
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    for text in ("فاکتور بفرست", "پیش‌فاکتور خواست", "customers.xlsx"):
        assert text in page
    address = reverse("person-timeline", args=[sara.uid])
    assert "پیش‌فاکتور" in client.get(address + "?q=پيش فاکتور", headers=HTMX).content.decode().split("timeline")[-1]
    assert "پیش‌فاکتور" not in client.get(address + "?kind=note", headers=HTMX).content.decode()


def test_the_timeline_goes_on_page_by_page_and_loses_nothing(
    browse: Browse, administrator: User, sara: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    for number in range(30):
        log(
            kind="note", given={"person": sara, "body": f"n{number:02}", "at": now - timedelta(hours=number)},
            by=administrator,
        )  # fmt: skip
    client = browse(administrator)
    address = reverse("person-timeline", args=[sara.uid])
    first = client.get(address, headers=HTMX).content.decode()
    after = first.split("after=")[1].split('"')[0]
    second = client.get(f"{address}?after={after}", headers=HTMX).content.decode()
    shown = [number for number in range(30) for page in (first, second) if f"n{number:02}" in page]
    assert shown == list(range(30))
    with django_assert_max_num_queries(21):  # stages, invoices and payments stand on it too, with one query each
        client.get(address, headers=HTMX)


def test_the_report_of_a_visit_begins_with_the_customers_own_words(
    browse: Browse, administrator: User, sara: Person
) -> None:
    client = browse(administrator)
    refused = compose(client, sara, kind="visit", body="انبار خالی بود", outcome="held")
    assert refused.status_code == 422
    assert not Activity.objects.exists()
    assert compose(client, sara, kind="visit", words="گران است", body="انبار خالی", outcome="held").status_code == 200


def test_a_visit_is_planned_checked_in_and_finished(browse: Browse, administrator: User, sara: Person) -> None:
    client = browse(administrator)
    compose(client, sara, kind="visit", day="1406/01/15", clock="۱۰:۳۰", minutes="45", do="plan")
    visit = Activity.objects.get()
    assert timezone.localtime(visit.at).strftime("%Y-%m-%d %H:%M") == "2027-04-04 10:30"
    assert visit.until - visit.at == timedelta(minutes=45)
    do = reverse("activity-do", args=[visit.uid])
    client.post(do, {"do": "begin", "latitude": "35.7", "longitude": "51.4"})
    visit.refresh_from_db()
    assert visit.began_at
    assert (visit.latitude, visit.longitude) == (35.7, 51.4)
    assert "عرض جغرافیایی: <bdi>۳۵.۷" in client.get(reverse("activity", args=[visit.uid])).content.decode()
    client.post(reverse("activity-finish", args=[visit.uid]), {"outcome": "held", "words": "راضی است", "then": ""})
    visit.refresh_from_db()
    assert (visit.is_open, visit.words) == (False, "راضی است")


def test_two_who_edit_the_same_note_are_told(browse: Browse, administrator: User, manager: User) -> None:
    note = log(kind="note", given={"body": "یک"}, by=administrator).activity
    edit(activity=note, given={"body": "دو"}, by=manager)
    address = reverse("activity-edit", args=[note.uid])
    answer = browse(administrator).post(address, {"body": "سه", "version": note.version})
    assert answer.status_code == 409
    assert "دو" in answer.content.decode()
    assert Activity.objects.get().body == "دو"


def test_files_go_out_as_files_and_only_to_who_sees_the_customer(
    browse: Browse, administrator: User, stranger: User, sara: Person
) -> None:
    client = browse(administrator)
    compose(client, sara, kind="file", file=SimpleUploadedFile("قرارداد.pdf", b"%PDF-1"))
    file = Attachment.objects.get()
    answer = client.get(reverse("attachment", args=[file.uid]))
    assert b"".join(answer.streaming_content) == b"%PDF-1"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    Setting.objects.create(name="visibility.member", value="own")
    assert browse(stranger).get(reverse("attachment", args=[file.uid])).status_code == 404
    refused = compose(client, sara, kind="file", file=SimpleUploadedFile("page.html", b"<script>"))
    assert refused.status_code == 422
    assert Attachment.objects.count() == 1


def test_observations_follow_one_routine_and_are_summed_up(browse: Browse, administrator: User, sara: Person) -> None:
    behaviour, _action = add_behaviour(name="چانه می‌زند", by=administrator)
    client = browse(administrator)
    compose(client, sara, kind="observation", attitude="positive", basis="seen", behaviours=[str(behaviour.uid)])
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    assert 'id="observed"' in page
    assert page.count("چانه می‌زند") >= 2
    assert compose(client, sara, kind="observation").status_code == 422


def test_who_is_not_found_is_entered_from_what_was_typed(browse: Browse, administrator: User, reader: User) -> None:
    whom = reverse("activity-whom")
    for typed, begun in (("مریم احمدی", 'value="احمدی"'), ("۰۹۱۲ ۱۲۳ ۴۵۶۷", 'value="09121234567"')):
        answer = browse(administrator).get(whom, {"q": typed}).content.decode()
        (address,) = re.findall(r'href="(/people/new/[^"]*)"', answer)
        assert begun in browse(administrator).get(html.unescape(address)).content.decode()
    assert "/people/new/" not in browse(reader).get(whom, {"q": "مریم"}).content.decode()


def test_findings_of_interviews_stand_on_one_page(browse: Browse, administrator: User, sara: Person) -> None:
    given = {"person": sara, "strengths": "تحویل سریع\nقیمت", "weaknesses": "پشتیبانی کند", "outcome": "held"}
    log(kind="interview", given=given, by=administrator)
    page = browse(administrator).get(reverse("findings")).content.decode()
    assert all(text in page for text in ("تحویل سریع", "قیمت", "پشتیبانی کند"))


def test_the_list_is_mine_unless_asked_and_many_are_put_off_at_once(
    browse: Browse, administrator: User, manager: User, sara: Person
) -> None:
    mine = plan(kind="call", given={"person": sara, "title": "زنگ", "at": timezone.now()}, by=administrator).activity
    plan(kind="task", given={"title": "از آن دیگری"}, by=manager)
    client = browse(administrator)
    page = client.get(reverse("activities")).content.decode()
    assert "زنگ" in page
    assert "از آن دیگری" not in page
    client.post(reverse("activities-many"), {"id": [str(mine.uid)], "do": "postpone", "days": "3"})
    mine.refresh_from_db()
    assert timezone.localdate(mine.at) == timezone.localdate() + timedelta(days=3)
    assert client.get(reverse("activities-export") + "?state=all&form=csv").status_code == 200
    assert client.get(reverse("activities") + "?owner=nobody").status_code == 200


def test_names_of_customers_one_may_not_see_are_nowhere(
    browse: Browse, administrator: User, member: User, sara: Person
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    task = plan(kind="task", given={"person": sara, "title": "کار", "owner": member}, by=administrator).activity
    client = browse(member)
    for address in (reverse("activities") + "?state=all", reverse("activity", args=[task.uid])):
        page = client.get(address).content.decode()
        assert "کار" in page
        assert "سارا" not in page
    assert client.get(reverse("activity-new") + f"?person={sara.uid}").status_code == 404
