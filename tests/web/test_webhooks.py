"""An administrator sets up a webhook, sees what arrives and sends it again; the same by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.api.conftest import Program
from tests.connect.conftest import Listener, allowed, listener, work
from zolal.accounts.models import User
from zolal.connect.models import Delivery, Endpoint
from zolal.core.settings import setting
from zolal.people.models import Person
from zolal.web.webhooks.forms import broad_patterns
from zolal.web.webhooks.words import kind_label

__all__ = ["allowed", "listener", "work"]
pytestmark = pytest.mark.django_db
Browse = Callable[[User], Client]


def test_every_kind_of_event_is_offered_in_the_readers_words() -> None:
    with translation.override("fa"):
        labels = [kind_label(one) for one in broad_patterns()]
    assert [label for label in labels if label.isascii()] == []


def test_from_the_form_to_a_message_sent_again(
    browse: Browse, administrator: User, allowed: Listener, work: Callable[[], None]
) -> None:
    browser = browse(administrator)
    typed = {"url": allowed.url, "description": "فروشگاه", "patterns": ["person.*"], "reader": administrator.uid}
    made = browser.post(reverse("webhook-new"), typed).content.decode()
    endpoint = Endpoint.objects.get()
    assert endpoint.secret in made
    page = reverse("webhook", args=[endpoint.uid])
    assert endpoint.secret not in browser.get(page).content.decode()

    browser.post(reverse("webhook-test", args=[endpoint.uid]))
    work()
    delivery = Delivery.objects.get()
    assert "webhook.test" in browser.get(page).content.decode()
    shown = browser.get(reverse("delivery", args=[delivery.uid])).content.decode()
    assert str(delivery.event.uid) in shown
    browser.post(reverse("delivery-replay", args=[delivery.uid]))
    browser.post(reverse("webhook-replay", args=[endpoint.uid]), {"since": "1405/01/01", "only_failed": ""})
    work()
    assert len(allowed.requests) == 2

    browser.post(reverse("webhook-switch", args=[endpoint.uid]), {"active": "no"})
    assert "فروشگاه" in browser.get(reverse("webhooks")).content.decode()
    browser.post(reverse("webhook-delete", args=[endpoint.uid]))
    assert not Endpoint.objects.exists()


def test_a_wrong_address_is_answered_at_its_field(browse: Browse, administrator: User) -> None:
    typed = {"url": "http://10.0.0.7/", "patterns": ["*"], "reader": administrator.uid}
    answer = browse(administrator).post(reverse("webhook-new"), typed, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert 'id="id_url-error-1"' in answer.content.decode()


def test_hosts_of_the_own_network_are_allowed_by_name(browse: Browse, administrator: User) -> None:
    browser = browse(administrator)
    assert browser.post(reverse("outbound-hosts"), {"hosts": "http://erp/\n"}).status_code == 422
    browser.post(reverse("outbound-hosts"), {"hosts": "erp.local:8069\r\n10.0.0.5"})
    assert setting("outbound.allowed") == ["erp.local:8069", "10.0.0.5"]


def test_a_program_sets_one_up_and_reads_the_log(
    administrator: User, allowed: Listener, work: Callable[[], None], sara: Person
) -> None:
    program = Program(administrator)
    assert "person.changed" in program.get("/webhooks/kinds").json()
    refused = program.post("/webhooks", {"url": "http://127.0.0.1/", "patterns": ["x"]})
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {"url", "patterns"}

    made = program.post("/webhooks", {"url": allowed.url, "patterns": ["person.changed"], "with_values": True}).json()
    assert made["secret"].startswith("whsec_")
    assert "secret" not in program.get(f"/webhooks/{made['id']}").json()
    program.patch(f"/people/{sara.uid}", {"version": 1, "fields": {"city": "شیراز"}})
    work()
    (sent,) = program.get(f"/webhooks/{made['id']}/deliveries").json()["items"]
    told = program.get(f"/webhooks/deliveries/{sent['id']}").json()
    assert told["body"]["data"]["values"]["city"] == "شیراز"
    assert [one["status"] for one in told["attempts"]] == [204]
    assert program.post(f"/webhooks/deliveries/{sent['id']}/replay").json()["state"] == "waiting"
    assert program.post(f"/webhooks/{made['id']}/secret").json()["secret"] != made["secret"]
    assert program.delete(f"/webhooks/{made['id']}").status_code == 204


def test_for_others_there_is_nothing(browse: Browse, strategist: User, administrator: User) -> None:
    assert browse(strategist).get(reverse("webhooks")).status_code == 403
    assert Program(strategist).get("/webhooks").status_code == 403


def test_the_log_asks_the_database_equally_often_however_long_it_is(
    browse: Browse, administrator: User, allowed: Listener, django_assert_max_num_queries: object
) -> None:
    program = Program(administrator)
    made = program.post("/webhooks", {"url": allowed.url, "patterns": ["*"]}).json()
    page, browser = reverse("webhook", args=[made["id"]]), browse(administrator)
    program.post(f"/webhooks/{made['id']}/test")
    browser.get(page)
    with django_assert_max_num_queries(20) as few:  # type: ignore[operator]
        browser.get(page)
        many = len(few)
    for _more in range(5):
        program.post(f"/webhooks/{made['id']}/test")
    with django_assert_max_num_queries(many):  # type: ignore[operator]
        browser.get(page)


def test_an_administrator_is_told_of_one_that_was_given_up(browse: Browse, administrator: User, manager: User) -> None:
    made = Program(administrator).post("/webhooks", {"url": "https://example.com/hook", "patterns": ["*"]}).json()
    Endpoint.objects.update(active=False, stopped="failing")
    link = reverse("webhook", args=[made["id"]])
    assert link in browse(administrator).get(reverse("home")).content.decode()
    assert link not in browse(manager).get(reverse("home")).content.decode()
