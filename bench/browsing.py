"""Pages while an import commits: how long they take, and whether one of them ever fails.

    python -m bench.browsing --rows 20000 --clients 8

Runs a whole server (`zolal serve --demo`) on a database of its own, takes in a file of the demo generator through the
API, and lets clients browse like people all the while. The same is asked before, so that both can be compared.
Exits with 1 where an answer was no 200.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.postgres import free_port
from zolal import demo

PAGES = ("people/", "people/?q=محمدی", "", "quality/", "companies/", "duplicates/", "imports/", "ledger/", "healthz")
GROUND = 15.0
"""Seconds of browsing before the import."""


class Client:
    """Somebody with a browser."""

    def __init__(self, address: str, email: str, password: str) -> None:
        self._address = address
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self.get("login/")
        self._post("login/", urllib.parse.urlencode({"username": email, "password": password}).encode())

    def get(self, path: str) -> bytes:
        """The page; `urllib.error.HTTPError` where it is none."""
        with self._opener.open(self._address + urllib.parse.quote(path, safe="/?=&")) as response:
            return bytes(response.read())

    def call(self, path: str, **body: object) -> Any:  # noqa: ANN401 - JSON
        """The answer of the API to a command."""
        return json.loads(self._post(f"api/v1/{path}", json.dumps(body).encode(), kind="application/json"))

    def upload(self, file: Path) -> Any:  # noqa: ANN401 - JSON
        """Hand in a file."""
        edge = uuid.uuid4().hex
        named = f'Content-Disposition: form-data; name="file"; filename="{file.name}"'
        parts = f"--{edge}\r\n{named}\r\n\r\n".encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        return json.loads(self._post("api/v1/imports", parts, kind=f"multipart/form-data; boundary={edge}"))

    def _post(self, path: str, body: bytes, *, kind: str = "application/x-www-form-urlencoded") -> bytes:
        token = next(cookie.value for cookie in self._cookies if cookie.name == "csrftoken") or ""
        headers = {"Content-Type": kind, "X-CSRFToken": token, "Referer": self._address}
        asked = urllib.request.Request(self._address + path, body, headers)
        with self._opener.open(asked) as response:
            return bytes(response.read())


@contextmanager
def server(data: Path) -> Iterator[tuple[str, str, str]]:
    """A running server with the demo company: address, e-mail, password."""
    port = free_port()
    command = [sys.executable, "-m", "zolal.cli", "--lang", "en", "serve", "--demo", "--port", str(port)]
    environment = {**os.environ, "ZOLAL_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.match(r"Demo login: (\S+), password: (\S+)", line):
                yield f"http://127.0.0.1:{port}/", found[1], found[2]
                return
        raise RuntimeError("the server did not start")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def browse(clients: list[Client], until: Callable[[], bool]) -> tuple[list[float], list[str]]:
    """Let all of them browse at once until it is true; seconds of every page, and what went wrong."""
    times: list[float] = []
    wrong: list[str] = []

    def one(client: Client, begin: int) -> None:
        pages = cycle(PAGES[begin:] + PAGES[:begin])
        while not until():
            page, start = next(pages), time.perf_counter()
            try:
                client.get(page)
            except (urllib.error.URLError, OSError) as error:
                wrong.append(f"{page}: {error}")
            times.append(time.perf_counter() - start)
            time.sleep(0.2)

    threads = [threading.Thread(target=one, args=(client, n % len(PAGES))) for n, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, wrong


def take_in(client: Client, file: Path) -> None:
    """The whole way of a file, confirmed as proposed."""
    path = f"imports/{client.upload(file)['id']}"
    steps = {"mapping": "mapping", "ready": "commit"}
    while (state := json.loads(client.get(f"api/v1/{path}"))["state"]) != "done":
        if state in {"failed", "cancelled"}:
            raise RuntimeError(state)
        if state in steps:
            client.call(f"{path}/{steps[state]}")
        time.sleep(0.5)


def told(name: str, times: list[float], wrong: list[str]) -> str:
    """One line of the table."""
    cuts = statistics.quantiles(times, n=100)
    figures = f"{len(times):7,} pages   p50 {cuts[49] * 1000:6.0f} ms   p95 {cuts[94] * 1000:6.0f} ms"
    return f"{name:14} {figures}   longest {max(times) * 1000:6.0f} ms   failed {len(wrong)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zolal-browsing-") as folder, server(Path(folder) / "data") as (at, *login):
        file = demo.write(Path(folder) / "more.csv", rows=arguments.rows, seed=11).path
        clients = [Client(at, *login) for _ in range(arguments.clients)]
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        end = time.monotonic() + GROUND
        print(told("alone", *browse(clients, lambda: time.monotonic() > end)), flush=True)
        importing = threading.Thread(target=take_in, args=(Client(at, *login), file))
        importing.start()
        times, wrong = browse(clients, lambda: not importing.is_alive())
        print(told("while importing", times, wrong))
        print("\n".join(wrong[:10]))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
