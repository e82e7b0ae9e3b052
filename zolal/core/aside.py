"""Pure work done ahead in a second process, so that a long job uses two processors.

The process has a Django of its own but must not ask the database: what a job has written is not visible there before
it is committed. It ends with its job, however that ends: nobody holds the other end of its pipe any more.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice, starmap
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self

from django.conf import settings

Work = Callable[..., Any]
AHEAD = 2
"""So many calls are under way: while one answer is being read, the process already has the next question."""


class Aside:
    """`with Aside() as aside: for result in aside.map(function, calls): …`, the next calls under way meanwhile."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "zolal.core.aside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        )
        # In a thread, for a pipe takes little before somebody reads.
        self._calls: SimpleQueue[tuple[Work, tuple[Any, ...]] | None] = SimpleQueue()
        self._sending = Thread(target=self._send, daemon=True)
        self._sending.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._calls.put(None)
        self._process.kill()
        self._sending.join()
        with suppress(OSError):
            self._process.communicate()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def map(self, function: Work, calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The results of a function of a module for each call's arguments, in order; `AHEAD` more calls are read.

        The first is done here, while the process starts. So is any other where the process fails or is gone: errors
        are those of a plain call.
        """
        waiting = iter(calls)
        first, asked = next(waiting, None), deque(islice(waiting, AHEAD))
        for call in asked:
            self._calls.put((function, call))
        if first is not None:
            yield function(*first)
        while asked:
            call = asked.popleft()
            done, result = self._receive()
            for following in islice(waiting, 1):
                self._calls.put((function, following))
                asked.append(following)
            yield result if done else function(*call)

    def _send(self) -> None:
        assert self._process.stdin is not None
        # A process that is gone is noticed when its answer is missing.
        with suppress(OSError, ValueError):
            while asked := self._calls.get():
                pickle.dump(asked, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()

    def _receive(self) -> tuple[bool, Any]:
        assert self._process.stdout is not None
        try:
            return pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            return False, None


def ahead(function: Work, calls: Iterable[tuple[Any, ...]], *, worth_it: bool) -> Iterator[Any]:
    """The results for each call, in order; aside where it is `worth_it`, and `AHEAD` calls are read before each result.

    To be closed: `with closing(ahead(…)) as results`.
    """
    if not worth_it:
        yield from starmap(function, calls)
        return
    with Aside() as aside:
        yield from aside.map(function, calls)


def serve(calls: IO[bytes], results: IO[bytes]) -> None:
    """Answer calls until nobody asks any more."""
    while True:
        try:
            function, call = pickle.load(calls)  # noqa: S301 - from our own process
        except EOFError:
            return
        try:
            answer = True, function(*call)
        except Exception:  # noqa: BLE001 - who asked does the work again and sees the error
            answer = False, None
        pickle.dump(answer, results, protocol=pickle.HIGHEST_PROTOCOL)
        results.flush()


def main() -> None:
    import django  # noqa: PLC0415 - only in the second process

    from zolal.core.sqlite import use_fixed_library  # noqa: PLC0415

    use_fixed_library()
    django.setup()
    # Whatever prints must not come between the answers.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, results)


if __name__ == "__main__":
    main()
