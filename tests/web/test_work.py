"""Duplicates, merges, quality, ledger, settings, users, jobs: what each screen lets one do."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.core.ledger import act, write
from zolal.core.models import Action, Setting
from zolal.core.settings import setting
from zolal.people.actions.bulk import edit_records
from zolal.people.models import Person, Tag
from zolal.quality.models import Merge, Pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(administrator: User) -> Pair:
    for city in ("یزد", "تهران"):
        fields = {"given_name": "علی", "family_name": "محمدی", "mobile": "09121234567", "city": city}
        enter(record_type="person", fields=fields, by=administrator, despite=True)
    first, second = Person.objects.order_by("pk").values_list("pk", flat=True)
    return Pair.objects.get_or_create(
        record_type="person", first_id=first, second_id=second, defaults={"probability": 0.9, "evidence": []}
    )[0]


@pytest.fixture
def browser(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.mark.parametrize(
    "name",
    [
        "duplicates",
        "merges",
        "quality",
        "matching",
        "queue",
        "ledger",
        "settings",
        "labels",
        "sources",
        "users",
        "tokens",
        "jobs",
    ],
)
def test_every_screen_opens_empty_and_full(browser: Client, name: str, request: pytest.FixtureRequest) -> None:
    assert browser.get(reverse(name)).status_code == 200
    request.getfixturevalue("pair")
    assert browser.get(reverse(name)).status_code == 200


def test_two_records_are_merged_with_the_chosen_value_and_parted_again(browser: Client, pair: Pair) -> None:
    assert browser.get(reverse("pair", args=[pair.uid])).status_code == 200
    keep, absorb = Person.objects.get(pk=pair.first_id), Person.objects.get(pk=pair.second_id)
    browser.post(reverse("pair-merge", args=[pair.uid]), {"keep": str(keep.uid), "choice:city": "absorb"})
    keep.refresh_from_db()
    assert keep.city == absorb.city
    merge = Merge.objects.get()
    assert browser.get(reverse("merge", args=[merge.uid])).status_code == 200
    browser.post(reverse("merge-undo", args=[merge.uid]))
    keep.refresh_from_db()
    assert keep.city == "یزد"


def test_who_has_changed_one_of_the_two_meanwhile_is_named(browser: Client, pair: Pair, stranger: User) -> None:
    keep = Person.objects.get(pk=pair.first_id)
    seen = {"keep": str(keep.uid), f"version:{keep.uid}": str(keep.version)}
    with transaction.atomic():
        write(act(kind="person.edit", by=stranger), "person", {keep.pk: {"city": "قم"}})
    answer = browser.post(reverse("pair-merge", args=[pair.uid]), seen)
    assert answer.status_code == 409
    assert f"{stranger.name} در این میان" in answer.content.decode()


def test_a_pair_is_explained_on_its_page_and_on_the_page_of_its_records(browser: Client, pair: Pair) -> None:
    page = browser.get(reverse("pair", args=[pair.uid])).content.decode()
    assert page.count('data-side="whole"') == 2
    assert page.count('data-side="for"') >= 2
    assert 'class="because"' in page
    assert "style=" not in page
    person = Person.objects.get(pk=pair.first_id)
    because = page.split('class="because">')[1].split("</p>")[0]
    assert because in browser.get(reverse("person", args=[person.uid])).content.decode()


@pytest.mark.parametrize("decision", ["not_same", "household"])
def test_a_decision_is_remembered_and_can_be_taken_back(browser: Client, pair: Pair, decision: str) -> None:
    browser.post(reverse("pair-decide", args=[pair.uid]), {"decision": decision})
    pair.refresh_from_db()
    assert pair.decision == decision
    browser.post(reverse("duplicates-undo"))
    pair.refresh_from_db()
    assert pair.decision == "open"


def test_where_nothing_is_left_to_ask_the_way_leads_back_to_the_queue(browser: Client, pair: Pair) -> None:
    browser.post(reverse("pair-decide", args=[pair.uid]), {"decision": "not_same"})
    Person.objects.filter(pk=pair.second_id).update(state="archived")
    answer = browser.post(reverse("duplicates-undo"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("duplicates")
    assert "دیگر چیزی برای پرسیدن نیست" in answer.content.decode()


def test_an_action_is_shown_and_undone(browser: Client, pair: Pair) -> None:
    action = Action.objects.filter(changes__isnull=False).order_by("-pk").first()
    assert action is not None
    assert browser.get(reverse("action", args=[action.uid])).status_code == 200
    browser.post(reverse("action-undo", args=[action.uid]))
    action.refresh_from_db()
    assert action.undone_at is not None


def test_an_undo_names_what_it_kept_on_its_page(browser: Client, pair: Pair, administrator: User) -> None:
    person = Person.objects.get(pk=pair.first_id)
    for city in ("قم", "کرج"):
        edit_records(record_type="person", ids=[person.pk], facts={"city": city}, by=administrator)
    action = Action.objects.filter(kind="person.edit").order_by("pk")[0]
    shown = browser.post(reverse("action-undo", args=[action.uid]), follow=True).content.decode()
    assert shown.count(reverse("person", args=[person.uid])) == 1
    assert "کرج" in shown


def test_a_member_sees_only_their_own_actions(client: Client, member: User, pair: Pair) -> None:
    client.force_login(member)
    action = Action.objects.filter(changes__isnull=False).first()
    assert action is not None
    assert client.get(reverse("action", args=[action.uid])).status_code == 404


def test_settings_are_saved_in_per_cent(browser: Client) -> None:
    chosen = {
        "company_name": "نمونه",
        "money_unit": "toman",
        "year_first_month": "1",
        "login_second_factor": "free",
        "questions_most": "3",
        "questions_days": "30",
        "entry_wrong": "block",
        "match_same": "97",
        "match_ask": "70",
        "visibility_manager": "all",
        "visibility_member": "team",
        "visibility_reader": "own",
    }
    assert browser.post(reverse("settings"), chosen).status_code == 302
    assert (setting("match.same"), setting("visibility.member")) == (0.97, "team")


def test_what_another_administrator_chose_meanwhile_is_told_not_overwritten(browser: Client) -> None:
    form = browser.get(reverse("settings")).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"seen": form.written, "match_same": "97"}
    Setting.objects.create(name="match.same", value=0.9)
    Setting.objects.create(name="visibility.reader", value="own")

    refused = browser.post(reverse("settings"), typed)
    assert refused.status_code == 422
    assert setting("match.same") == 0.9
    assert "match_same" in refused.context["form"].errors

    again = typed | {"seen": refused.context["form"].written}
    assert browser.post(reverse("settings"), again).status_code == 302
    assert (setting("match.same"), setting("visibility.reader")) == (0.97, "own")


def test_thresholds_the_wrong_way_round_are_refused_and_stay_typed(browser: Client) -> None:
    answer = browser.post(reverse("settings"), {"match_same": "60", "match_ask": "90", "entry_wrong": "warn"})
    assert answer.status_code == 422
    assert 'value="90"' in answer.content.decode()


def test_the_link_of_an_invitation_is_shown_once(browser: Client) -> None:
    posted = {"name": "سارا", "email": "sara@example.com", "role": "member", "team": ""}
    answer = browser.post(reverse("user-invite"), posted)
    assert "/accounts/link/" in answer.content.decode()
    assert "/accounts/link/" not in browser.get(reverse("users")).content.decode()


def test_a_token_is_shown_once(browser: Client) -> None:
    answer = browser.post(reverse("tokens"), {"name": "گزارش", "scope": "read"})
    assert "zolal_" in answer.content.decode()
    assert "zolal_" not in browser.get(reverse("tokens")).content.decode()


def test_a_user_and_a_label_that_were_changed_meanwhile_are_told_not_overwritten(
    browse: Browse, administrator: User, member: User
) -> None:
    client, tag = browse(administrator), Tag.objects.create(name="خاص", colour="red")
    place = {"role": "manager", "team": member.team_id, "seen_role": "reader", "seen_team": member.team.name}
    page = client.post(reverse("user-change", args=[member.uid]), place, follow=True).content.decode()
    assert "«عضو»" in page
    label = {"name": "عالی", "colour": "red", "seen_name": "ویژه", "seen_colour": "red"}
    page = client.post(reverse("label-change", args=["tag", tag.pk]), label, follow=True).content.decode()
    assert "«خاص»" in page
    member.refresh_from_db()
    tag.refresh_from_db()
    assert (member.role, tag.name) == ("member", "خاص")
