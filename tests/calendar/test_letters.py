"""Whoever wants it gets their day by e-mail in the morning, from a real mail server; nobody else gets anything."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from tests.api.conftest import Program, program
from tests.calendar.conftest import Plan
from tests.web.conftest import Browse, browse
from zolal.accounts.models import User
from zolal.calendar.actions.letters import switch_letters
from zolal.calendar.letters import letter_of
from zolal.calendar.models import DayLetter
from zolal.core.jobs import enqueue, run_all

__all__ = ["browse", "program"]
pytestmark = pytest.mark.django_db


class _Post(socketserver.StreamRequestHandler):
    """As much of SMTP as a program that sends a letter asks for."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.letters.append(text)  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


@pytest.fixture
def letters(settings: object) -> Iterator[list[bytes]]:
    """What a mail server of this machine has taken in."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Post) as server:
        server.letters = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address  # type: ignore[attr-defined]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False  # type: ignore[attr-defined]
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""  # type: ignore[attr-defined]
        yield server.letters  # type: ignore[attr-defined]
        server.shutdown()


def _mail() -> None:
    enqueue("calendar.letters")
    run_all()


def test_who_wants_it_gets_one_letter_a_day(member: User, put: Plan, letters: list[bytes]) -> None:
    today = timezone.localdate()
    put("call", today, "10:30", title="پیگیری سفارش")
    put("task", today - timedelta(days=2), title="گزارش عقب‌افتاده")
    _mail()
    assert letters == []  # nobody has asked for any
    switch_letters(on=True, by=member)
    _mail()
    _mail()
    (sent,) = letters
    letter = message_from_bytes(sent, policy=policy.default)
    text = letter.get_content()
    assert letter["To"] == member.email
    assert "۱۰:۳۰" in text
    assert "پیگیری سفارش" in text
    assert "گزارش عقب‌افتاده" in text
    switch_letters(on=False, by=member)
    DayLetter.objects.update(sent_on=None)
    _mail()
    assert len(letters) == 1


def test_a_day_without_anything_is_no_letter(member: User, letters: list[bytes]) -> None:
    switch_letters(on=True, by=member)
    _mail()
    assert (letters, DayLetter.objects.get().sent_on) == ([], timezone.localdate())


def test_the_letter_is_in_the_language_of_its_reader(member: User, put: Plan) -> None:
    put("meeting", timezone.localdate(), "09:00", title="Budget")
    member.language = "en"
    found = letter_of(member, timezone.localdate())
    assert found is not None
    assert found[0].startswith("Your day")
    assert "09:00 · meeting · Budget" in found[1]


def test_a_server_that_does_not_answer_is_asked_again(
    member: User, put: Plan, letters: list[bytes], settings: object
) -> None:
    put("call", timezone.localdate(), "10:30")
    switch_letters(on=True, by=member)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # type: ignore[attr-defined]
    _mail()
    assert (letters, DayLetter.objects.get().sent_on) == ([], None)
    settings.EMAIL_PORT = port  # type: ignore[attr-defined]
    _mail()
    assert len(letters) == 1


def test_it_is_switched_on_a_screen_and_by_a_program(member: User, browse: Browse, program: object) -> None:
    client = browse(member)
    assert "ZOLAL_SMTP" in client.get("/calendar/links/").content.decode()
    assert client.post("/calendar/links/letters/", {"do": "on"}).status_code == 302
    assert member.email in client.get("/calendar/links/").content.decode()
    api: Program = program(member)  # type: ignore[operator]
    assert api.get("/calendar/letters").json() == {"on": True, "can_be_mailed": False}
    assert api.call("put", "/calendar/letters", {"on": False}).json()["on"] is False
    assert not DayLetter.objects.exists()
