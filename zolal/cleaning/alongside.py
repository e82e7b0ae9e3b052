"""Use the second core: run through some steps while something else is done."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


@contextmanager
def alongside(steps: Iterable[None]) -> Iterator[None]:
    """Run through `steps` in a thread while the block runs, and wait for its end.

    When the block fails or is interrupted, the thread stops after the step it is in. An error of a step is raised here.
    """
    stopped = threading.Event()
    errors: list[BaseException] = []

    def run() -> None:
        try:
            for _ in steps:
                if stopped.is_set():
                    break
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that can handle it
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
        thread.join()
    finally:
        stopped.set()
        thread.join()
    if errors:
        raise errors[0]
