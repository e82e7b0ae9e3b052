"""Pure work done ahead in a second process, so that a long job uses two processors.

The process has a Django of its own. Of the database it sees what is committed, not what its job is just writing: only
work that wants no more than that may ask it, and none may write. It ends with its job, however that ends: nobody holds
the other end of its pipe any more.
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
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from django.conf import settings
from django.db import connection

Work = Callable[..., Any]
AHEAD = 2
"""So many calls are under way: while one answer is being read, the process already has the next question. More of them
would leave nothing to do here."""
SHARED = 4
"""So many calls are read before a result is taken, of which some are done here while the process is busy."""

_GONE = None

_carried: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []


def carry(collect: Callable[[], Any], take: Callable[[Any], None]) -> None:
    """What the process must be told before its first call, so that it need not ask the database: `take(collect())`, a
    function of a module there. Called when an app is ready."""
    _carried.append((collect, take))


def take_all(told: Iterable[tuple[Callable[[Any], None], Any]]) -> None:
    """In the process: take what was carried over."""
    for take, value in told:
        take(value)


def _ask(database: str) -> None:
    """In the process: this is the database of the job."""
    connection.settings_dict["NAME"] = database


class _Line(NamedTuple):
    """A call whose result has not been taken yet: asked of the process, or else done here, or to be done here."""

    call: tuple[Any, ...]
    asked: bool = False
    done: bool = False
    result: Any = None

    def answered(self, done: bool, result: Any) -> _Line:  # noqa: ANN401 - as the process says it
        return _Line(self.call, done=done, result=result)


class Aside:
    """`with Aside() as aside: for result in aside.map(function, calls): …`, the next calls under way meanwhile."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "zolal.core.aside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        )
        # In threads, for a pipe takes little before somebody reads.
        self._calls: SimpleQueue[tuple[Work, tuple[Any, ...]] | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[bool, Any] | None] = SimpleQueue()
        told = [(_ask, connection.settings_dict["NAME"]), *((take, collect()) for collect, take in _carried)]
        self._calls.put((take_all, (told,)))
        self._threads = [Thread(target=work, daemon=True) for work in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._calls.put(None)
        self._process.kill()
        for thread in self._threads:
            thread.join()
        with suppress(OSError):
            self._process.communicate()

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def map(self, function: Work, calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The results of a function of a module for each call's arguments, in order; up to `SHARED` calls are read
        before.

        The first is done here, while the process starts; so are others, while it is busy, and all where it fails or is
        gone. Errors are those of a plain call.
        """
        waiting = iter(calls)
        first = next(waiting, None)
        line: deque[_Line] = deque()
        self._ask_more(function, waiting, line)
        if first is not None:
            yield function(*first)
        while line:
            if line[0].asked:
                answer = self._answer(wait=len(line) >= SHARED)
                if answer is None:
                    more = next(waiting, None)
                    if more is not None:
                        line.append(_done_here(function, more))
                        continue
                    answer = self._answer(wait=True) or (False, None)
                line[0] = line[0].answered(*answer)
            one = line.popleft()
            self._ask_more(function, waiting, line)
            yield one.result if one.done else function(*one.call)

    def _ask_more(self, function: Work, waiting: Iterator[tuple[Any, ...]], line: deque[_Line]) -> None:
        under_way = sum(one.asked for one in line)
        line.extend(self._asked(function, call) for call in islice(waiting, AHEAD - under_way))

    def _asked(self, function: Work, call: tuple[Any, ...]) -> _Line:
        self._calls.put((function, call))
        return _Line(call, asked=True)

    def _answer(self, *, wait: bool) -> tuple[bool, Any] | None:
        """The next answer; none where there is none yet."""
        try:
            found = self._answers.get(block=wait)
        except Empty:
            return None
        if found is _GONE:
            self._answers.put(_GONE)
            return False, None
        return found

    def _send(self) -> None:
        assert self._process.stdin is not None
        # A process that is gone is noticed when its answer is missing.
        with suppress(OSError, ValueError):
            while asked := self._calls.get():
                pickle.dump(asked, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()

    def _receive(self) -> None:
        assert self._process.stdout is not None
        try:
            pickle.load(self._process.stdout)  # noqa: S301 - from our own process: it has taken what was carried
            while True:
                self._answers.put(pickle.load(self._process.stdout))  # noqa: S301 - from our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            pass
        finally:
            self._answers.put(_GONE)


def _done_here(function: Work, call: tuple[Any, ...]) -> _Line:
    try:
        return _Line(call).answered(True, function(*call))  # noqa: FBT003 - as an answer says it
    except Exception:  # noqa: BLE001 - raised when its turn comes: what stands before it is taken first
        return _Line(call)


def ahead(function: Work, calls: Iterable[tuple[Any, ...]], *, worth_it: bool) -> Iterator[Any]:
    """The results for each call, in order; aside where it is `worth_it`, and up to `SHARED` calls are read before each
    result.

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
