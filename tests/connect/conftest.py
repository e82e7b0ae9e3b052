"""Another program that listens, on this machine, where the administrator allows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
import pytest
from django.utils import timezone

from tests.quality.conftest import enter
from zolal.connect.models import Delivery, Endpoint
from zolal.core.jobs import run_all
from zolal.core.models import Job, Setting

__all__ = ["enter"]


@dataclass
class Listener:
    """What arrived, and what it answers, after a pause: statuses in turn, the last one for ever."""

    port: int
    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    answer: bytes = b""
    pause: float = 0.0
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [orjson.loads(body) for _path, _headers, body in self.requests]


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            listening.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            time.sleep(listening.pause)
            status = listening.statuses.pop(0) if len(listening.statuses) > 1 else listening.statuses[0]
            self.send_response(status)
            for name, value in listening.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(listening.answer)

        do_GET = do_POST  # noqa: N815 - as the library calls it

        def log_message(self, *told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening = Listener(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield listening
    server.shutdown()
    server.server_close()


@pytest.fixture
def allowed(db: None, listener: Listener) -> Listener:
    """The listener, as a host that the administrator allows."""
    Setting.objects.create(name="outbound.allowed", value=[f"127.0.0.1:{listener.port}"])
    return listener


@pytest.fixture
def work() -> Callable[[], None]:
    """Let all jobs run, also those whose time has not come."""

    def worked() -> None:
        now = timezone.now()
        Endpoint.objects.update(quiet_until=None)
        Delivery.objects.filter(state="waiting").update(next_at=now)
        Job.objects.filter(state="queued").update(run_at=now)
        run_all()

    return worked


@pytest.fixture
def only_their_own(db: None) -> None:
    Setting.objects.create(name="visibility.member", value="own")
