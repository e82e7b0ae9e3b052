"""The queue in the browser: one row after the other, many at once, with a look at some of them first."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.quality.actions.test_handling import entered, tomorrow
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.core.jobs import run_all
from zolal.core.models import Action, Setting
from zolal.people.models import ContactPoint, Person
from zolal.quality.models import Issue, Pair

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def name_of(issue: Issue) -> str:
    """The issue as the page's buttons name it."""
    return "~".join((str(Person.objects.get(pk=issue.record_id).uid), issue.fact, issue.code, issue.raw))


def press(client: Client, deed: str, issue: Issue, **more: str) -> Any:  # noqa: ANN401 - the answer of a test client
    """What a button of the row does, with scripts."""
    return client.post(reverse("queue-decide"), {deed: name_of(issue), **more}, headers=HTMX)


def typo(by: User, address: str = "sara@gmial.com") -> Issue:
    """Somebody whose address has a slip that can be mended."""
    fields = {"given_name": "سارا", "family_name": "محمدی", "email": address}
    enter(record_type="person", fields=fields, by=by, despite=True)
    return Issue.objects.get(raw=address)


def test_my_queue_shows_what_waits_with_reason_and_proposal(browse: Browse, member: User) -> None:
    typo(member)
    entered(member)
    page = browse(member).get(reverse("queue")).content.decode()
    assert "sara@gmail.com" in page
    assert Issue.objects.filter(severity__in=["error", "warning"]).count() == page.count("<tr data-row")
    for group in ("duplicate", "invalid", "old", "incomplete"):
        assert f"group={group}" in page


def test_a_note_is_read_where_the_value_stands_and_in_the_list_of_what_one_decided(
    browse: Browse, member: User, stranger: User
) -> None:
    issue = typo(member)
    record = Person.objects.get(pk=issue.record_id)
    client = browse(member)
    press(client, "snoozed", issue, until=tomorrow().isoformat(), note="پس از عید می‌پرسم")
    done = client.get(reverse("queue-decided")).content.decode()
    assert "پس از عید می‌پرسم" in done
    assert "پس از عید می‌پرسم" not in browse(stranger).get(reverse("queue-decided")).content.decode()
    origin = browse(member).get(reverse("person-origin", args=[record.uid]), {"fact": "email"}).content.decode()
    assert "پس از عید می‌پرسم" in origin
    action = Action.objects.get(kind="issue.snoozed")
    assert "پس از عید می‌پرسم" in browse(member).get(reverse("action", args=[action.uid])).content.decode()


@pytest.mark.parametrize("deed", ["accept", "dismissed"])
def test_a_row_that_is_decided_goes_and_can_be_brought_back(deed: str, browse: Browse, member: User) -> None:
    issue = typo(member)
    client = browse(member)
    answer = press(client, deed, issue)
    assert answer.content == b""
    action = Action.objects.latest("pk")
    assert reverse("action-undo", args=[action.uid]) in answer["HX-Trigger"]
    assert not Issue.objects.filter(raw=issue.raw).exists()
    client.post(reverse("action-undo", args=[action.uid]))
    assert Issue.objects.filter(raw=issue.raw).exists()


def test_what_is_typed_wrong_again_stays_in_the_field_with_the_reason(browse: Browse, member: User) -> None:
    entered(member)
    issue = Issue.objects.get(group="invalid")
    answer = press(browse(member), "mend", issue, **{f"text:{name_of(issue)}": "0913 what"})
    assert answer.status_code == 422
    assert 'value="0913 what"' in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_without_scripts_a_refused_text_has_a_page_of_its_own(browse: Browse, member: User) -> None:
    entered(member)
    issue = Issue.objects.get(group="invalid")
    given = {"mend": name_of(issue), f"text:{name_of(issue)}": "nonsense"}
    answer = browse(member).post(reverse("queue-decide"), given)
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()


def test_the_right_value_mends(browse: Browse, member: User) -> None:
    entered(member)
    issue = Issue.objects.get(group="invalid")
    press(browse(member), "mend", issue, **{f"text:{name_of(issue)}": "۰۹۱۲۱۲۳۴۵۶۷"})
    assert ContactPoint.objects.get(kind="mobile").key == "+989121234567"


def test_putting_off_asks_until_when(browse: Browse, member: User) -> None:
    entered(member)
    issue = Issue.objects.get(group="old")
    client = browse(member)
    asked = client.get(reverse("queue-decide"), {"snoozed": name_of(issue)}, headers=HTMX).content.decode()
    assert 'name="days"' in asked
    assert press(client, "snoozed", issue, until="1300/01/01").status_code == 422
    assert press(client, "snoozed", issue, until="not a day").status_code == 422
    press(client, "snoozed", issue, days="1")
    assert Issue.objects.get(group="old").until == tomorrow()
    assert "put_off=1" in client.get(reverse("queue")).content.decode()
    later = client.get(reverse("queue"), {"put_off": "1", "whose": "mine"}).content.decode()
    assert later.count("<tr data-row") == 1
    press(client, "reopened", Issue.objects.get(group="old"))
    assert Issue.objects.get(group="old").until is None


def test_handing_over_asks_to_whom(browse: Browse, member: User, stranger: User) -> None:
    entered(member)
    issue = Issue.objects.get(group="old")
    client = browse(member)
    asked = client.get(reverse("queue-decide"), {"handed": name_of(issue)}).content.decode()
    assert str(stranger.uid) in asked
    assert press(client, "handed", issue, to="nobody").status_code == 422
    press(client, "handed", issue, to=str(stranger.uid))
    assert Issue.objects.get(group="old").holder == stranger


def test_somebody_elses_decision_meanwhile_is_told(browse: Browse, member: User) -> None:
    issue = typo(member)
    client = browse(member)
    press(client, "dismissed", issue)
    answer = press(client, "accept", issue)
    assert (answer.status_code, answer.content) == (200, b"")
    assert "zolal:toasts" in answer["HX-Trigger"]


@pytest.mark.parametrize("name", ["", "x", "a~b~c", "00000000-0000-0000-0000-000000000000~mobile~x~y"])
def test_a_name_that_leads_nowhere_does_nothing(name: str, browse: Browse, member: User) -> None:
    entered(member)
    before = Issue.objects.count()
    assert browse(member).post(reverse("queue-decide"), {"dismissed": name}).status_code == 302
    assert Issue.objects.count() == before


def test_picked_rows_are_decided_at_once(browse: Browse, member: User) -> None:
    entered(member)
    picked = [name_of(issue) for issue in Issue.objects.exclude(group="old")]
    browse(member).post(reverse("queue-many"), {"do": "dismissed", "issue": picked})
    assert list(Issue.objects.values_list("group", flat=True)) == ["old"]


def test_all_of_a_queue_are_shown_some_first_and_then_decided_in_the_background(browse: Browse, member: User) -> None:
    for number in range(12):
        typo(member, f"sara{number}@gmial.com")
    client = browse(member)
    asked = {"do": "accept", "all": "1", "whose": "mine", "group": "invalid", "code": "", "fact": ""}
    page = client.post(reverse("queue-many"), asked).content.decode()
    assert len(re.findall(r"sara\d+@gmail\.com", html.unescape(page))) >= 1
    assert ContactPoint.objects.filter(value__endswith="@gmail.com").count() == 0
    client.post(reverse("queue-many"), asked | {"sure": "1"})
    job = run_all()[-1]
    assert job.result["count"] == 12
    told = client.get(reverse("job-state", args=[job.uid])).json()
    assert told["undo"]
    client.post(told["undo"])
    assert ContactPoint.objects.filter(value__endswith="@gmail.com").count() == 0


def test_of_a_few_every_one_is_shown_before(browse: Browse, member: User) -> None:
    names = {f"sara{number}@gmail.com" for number in range(8)}
    for name in names:
        typo(member, name.replace("gmail", "gmial"))
    asked = {"do": "accept", "all": "1", "whose": "mine", "group": "invalid", "code": "", "fact": ""}
    page = browse(member).post(reverse("queue-many"), asked).content.decode()
    assert names <= {*re.findall(r"sara\d+@gmail\.com", html.unescape(page))}


def test_many_are_handed_over_after_the_question_to_whom(browse: Browse, member: User, stranger: User) -> None:
    entered(member)
    client = browse(member)
    picked = [name_of(issue) for issue in Issue.objects.all()]
    page = client.post(reverse("queue-many"), {"do": "handed", "issue": picked})
    assert str(stranger.uid) in page.content.decode()
    given = {"do": "handed", "issue": picked, "sure": "1"}
    assert client.post(reverse("queue-many"), given | {"to": ""}).status_code == 422
    client.post(reverse("queue-many"), given | {"to": str(stranger.uid)})
    assert set(Issue.objects.values_list("holder", flat=True)) == {stranger.pk}


@pytest.mark.parametrize("given", [{}, {"do": "accept"}, {"do": "nonsense", "all": "1"}])
def test_nothing_picked_is_told(given: dict[str, str], browse: Browse, member: User) -> None:
    assert browse(member).post(reverse("queue-many"), given).status_code == 302


def test_a_queue_of_others_is_not_there_for_who_sees_their_own_only(
    browse: Browse, member: User, stranger: User
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    client = browse(member)
    assert client.get(reverse("queue"), {"whose": str(stranger.uid)}).status_code == 404
    assert str(stranger.uid) not in client.get(reverse("queue")).content.decode()


def test_readers_look_but_are_offered_nothing(browse: Browse, member: User, reader: User) -> None:
    entered(member)
    page = browse(reader).get(reverse("queue"), {"whose": "all"}).content.decode()
    assert "<tr data-row" in page
    assert "data-pick" not in page
    assert 'name="dismissed"' not in page


@pytest.fixture
def pair(member: User) -> Pair:
    first, second = entered(member), entered(member, city="یزد")
    return Pair.objects.get_or_create(
        record_type="person", first_id=first, second_id=second, defaults={"probability": 0.9}
    )[0]


def test_duplicates_are_rows_of_the_same_queue(browse: Browse, member: User, stranger: User, pair: Pair) -> None:
    asked = {"group": "duplicate", "whose": "mine"}
    assert str(pair.uid) in browse(member).get(reverse("queue"), asked).content.decode()
    assert str(pair.uid) not in browse(stranger).get(reverse("queue"), asked).content.decode()


DECIDED = {
    "merge": (False, "same"),
    "not_same": (False, "not_same"),
    "household": (False, "household"),
    "skip": (True, "open"),
}
"""Whether a pair is put off then, and how it is decided."""


@pytest.mark.parametrize("deed", DECIDED)
def test_a_pair_is_decided_in_its_row_and_taken_back(deed: str, browse: Browse, member: User, pair: Pair) -> None:
    client = browse(member)
    answer = client.post(reverse("queue-pair"), {deed: str(pair.uid)}, headers=HTMX)
    assert answer.content == b""
    pair.refresh_from_db()
    assert (pair.skipped_at is not None, pair.decision) == DECIDED[deed]
    client.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    assert Person.objects.filter(state="active").count() == 2


@pytest.mark.parametrize("deed", ["not_same", "household", "skip"])
def test_pairs_that_were_picked_are_decided_as_one_and_taken_back_as_one(
    deed: str, browse: Browse, member: User, pair: Pair
) -> None:
    third = entered(member, city="قم")
    other = Pair.objects.get_or_create(
        record_type="person", first_id=pair.first_id, second_id=third, defaults={"probability": 0.8}
    )[0]
    client = browse(member)
    client.post(reverse("queue-pairs"), {"do": deed, "pair": [str(pair.uid), str(other.uid)]})
    assert Action.objects.latest("pk").about["count"] == 2
    decided = Pair.objects.filter(pk__in=[pair.pk, other.pk])
    assert [(one.skipped_at is not None, one.decision) for one in decided] == [DECIDED[deed]] * 2
    client.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    assert not any(one.skipped_at or one.decision != "open" for one in Pair.objects.filter(pk__in=[pair.pk, other.pk]))


def test_pairs_that_were_picked_are_merged_one_after_the_other(browse: Browse, member: User, pair: Pair) -> None:
    answer = browse(member).post(reverse("queue-pairs"), {"do": "merge", "pair": [str(pair.uid)]}, follow=True)
    assert Person.objects.filter(state="active").count() == 1
    assert "۱" in answer.content.decode()


def test_a_pair_somebody_may_not_see_is_not_decided_with_the_others(browse: Browse, stranger: User, pair: Pair) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    answer = browse(stranger).post(reverse("queue-pairs"), {"do": "not_same", "pair": [str(pair.uid)]})
    assert answer.status_code == 404
    assert not Pair.objects.exclude(decision="open").exists()


def test_home_shows_how_much_waits_and_the_first_of_it(browse: Browse, member: User) -> None:
    entered(member)
    page = browse(member).get(reverse("home-queue"), HTTP_HX_REQUEST="true").content.decode()
    assert "group=invalid" in page
    assert "سارا" in page


def test_what_records_bring_with_them_is_text_in_a_row_and_nothing_else(browse: Browse, member: User) -> None:
    fields = {"given_name": "{row}", "family_name": "<b>{0}</b>", "email": '{typed}"><i>@gmial'}
    enter(record_type="person", fields=fields, by=member, despite=True)
    issue = Issue.objects.get(fact="email", group="invalid")
    client = browse(member)
    page = client.get(reverse("queue")).content.decode()
    assert "{row} &lt;b&gt;{0}&lt;/b&gt;" in page
    assert f'value="{html.escape(issue.raw)}"' in page
    assert "<i>" not in page
    assert "<b>{0}" not in page
    assert press(client, "dismissed", issue).status_code == 200
    assert not Issue.objects.filter(pk=issue.pk, until=None).exists()
