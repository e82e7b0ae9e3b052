"""Whatever leaves for another machine passes one door, and it leads to nobody's inside."""

from __future__ import annotations

import ast
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

import zolal
from tests.connect.conftest import Listener
from zolal.connect import door
from zolal.connect.addresses import NotLetOut, target_of
from zolal.core.models import Setting

pytestmark = pytest.mark.django_db

ROOT = Path(zolal.__file__).parent
SPEAKING = {"socket", "ssl", "http.client", "urllib.request", "requests", "httpx", "aiohttp", "urllib3", "ftplib",
            "smtplib", "telnetlib", "imaplib", "poplib", "xmlrpc.client", "asyncio"}  # fmt: skip
MAY_SPEAK = {
    "connect/door.py": "the door itself",
    "server/serve.py": "asks its own server whether it is up",
    "core/jobs/worker.py": "the name of this machine",
}


def test_nothing_else_speaks_to_the_network() -> None:
    found = {}
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            if SPEAKING.intersection(names):
                found[str(file.relative_to(ROOT))] = names
    assert found.keys() == MAY_SPEAK.keys()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "file:///etc/passwd", "https://", "example.com", "https://a b.example/",
        "https://example.com/\r\nX: y", "https://user:secret@example.com/", "https://example.com:22/",
        "http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.9.9/",
        "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://[fd00:ec2::254]/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[::7f00:1]/",
        "http://0.0.0.0/", "http://100.100.100.200/", "http://168.63.129.16/", "http://224.0.0.1/",
        "http://255.255.255.255/", "http://[fc00::1]/", "http://192.0.0.192/", "https://example.com\\@127.0.0.1/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_inside_is_refused(url: str) -> None:
    with pytest.raises(NotLetOut):
        target_of(url)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.0.0.1"])
def test_a_name_is_judged_by_where_it_leads(host: str, listener: Listener) -> None:
    with pytest.raises((NotLetOut, door.NoAnswer)):
        door.send(f"http://{host}:8080/")
    assert listener.requests == []


def test_a_host_that_the_administrator_allows_is_reached_on_its_port_only(allowed: Listener) -> None:
    answer = door.send(f"{allowed.url}?a=ب", body=b"{}", headers={"x-one": "1"})

    ((path, headers, body),) = allowed.requests
    assert (answer.status, path, headers["x-one"], body) == (204, "/hook?a=%D8%A8", "1", b"{}")
    assert headers["host"] == f"127.0.0.1:{allowed.port}"
    with pytest.raises(NotLetOut):
        door.send("http://127.0.0.1:8080/")


def test_metadata_services_are_not_reached_whatever_is_allowed() -> None:
    Setting.objects.create(name="outbound.allowed", value=["169.254.169.254"])
    with pytest.raises(NotLetOut):
        door.send("http://169.254.169.254/")


def test_a_name_is_asked_for_once_and_the_answer_kept(allowed: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads outside when it is judged and inside when it is used gains nothing."""
    Setting.objects.update(value=[f"erp.local:{allowed.port}"])
    asked: list[str] = []

    def answers(host: str, port: int, **_more: object) -> list[object]:
        asked.append(host)
        where = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, *a, **k: answers(host, port) if host == "erp.local" else real(host, port, *a, **k),
    )
    assert door.send(f"http://erp.local:{allowed.port}/").status == 204
    assert asked == ["erp.local"]
    assert allowed.requests[0][1]["host"] == f"erp.local:{allowed.port}"


def test_one_inner_address_among_many_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, 1, 6, "", (where, 443)) for where in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(NotLetOut):
        door.send("https://example.com/")


def test_redirects_are_told_not_followed_and_where_they_are_they_are_judged(allowed: Listener) -> None:
    allowed.statuses, allowed.headers = [302], {"Location": "http://169.254.169.254/"}

    assert door.send(allowed.url).status == 302
    with pytest.raises(NotLetOut):
        door.send(allowed.url, method="GET", redirects=3)


def test_only_so_much_of_an_answer_is_read(allowed: Listener) -> None:
    allowed.statuses, allowed.answer = [200], b"x" * 300_000
    assert len(door.send(allowed.url, most=2_000).body) == 2_000


def test_a_trickle_does_not_hold_up_for_longer_than_the_whole_time(db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        Setting.objects.create(name="outbound.allowed", value=[f"127.0.0.1:{port}"])
        stop = threading.Event()

        def trickle() -> None:
            link, _peer = server.accept()
            with link:
                while not stop.wait(0.1):
                    try:
                        link.sendall(b"H")
                    except OSError:
                        return

        dripping = threading.Thread(target=trickle)
        dripping.start()
        begun = time.monotonic()
        with pytest.raises(door.NoAnswer):
            door.send(f"http://127.0.0.1:{port}/", whole=0.6)
        stop.set()
        dripping.join()
    assert time.monotonic() - begun < 3


def test_a_connection_that_is_not_safe_is_none(allowed: Listener) -> None:
    context = door._context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    with pytest.raises(door.NoAnswer):
        door.send(f"https://127.0.0.1:{allowed.port}/")


def test_behind_a_proxy_the_address_that_was_judged_is_asked_for(allowed: Listener, settings: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.OUTBOUND_PROXY = f"http://me:p%40ss@127.0.0.1:{server.getsockname()[1]}"  # type: ignore[attr-defined]
        heard: list[bytes] = []

        def proxy() -> None:
            link, _peer = server.accept()
            with link:
                heard.append(link.recv(4_000))
                link.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                link.recv(4_000)
                link.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")

        serving = threading.Thread(target=proxy)
        serving.start()
        assert door.send(allowed.url).status == 202
        serving.join()
    assert heard[0].startswith(f"CONNECT 127.0.0.1:{allowed.port} HTTP/1.1\r\n".encode())
    assert b"Proxy-Authorization: Basic bWU6cEBzcw==" in heard[0]
