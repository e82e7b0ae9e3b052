"""A worker: one process that takes jobs and runs each in a child of its own.

The child's memory returns with it, and whatever kills it kills one job only. The parent does nothing but renew the
lease, so that a job may compute for as long as it likes.
"""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from multiprocessing.process import BaseProcess

from django.db import DatabaseError, connections

from zolal.core.jobs import queue
from zolal.core.jobs.run import run
from zolal.core.jobs.schedule import enqueue_due, enqueue_needed
from zolal.core.jobs.task import tasks
from zolal.core.models import Job

POLL = 0.5
RENEW = 5.0
"""Seconds between looks at the queue, and between renewals of a lease."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

log = logging.getLogger(__name__)


class Worker:
    """Takes jobs until it is told to stop; then its job goes back into the queue, to go on from its checkpoint."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}"
        self._stopping = False
        self._looked_at_start = False
        self._looked_after = 0.0

    def stop(self, *_: object) -> None:
        """End after the current look; a signal handler too."""
        self._stopping = True

    def work(self) -> None:
        """Until `stop`."""
        tasks()
        while not self._stopping:
            try:
                self._look_at_start()
                self._look_after()
                job = queue.claim(self.name)
                if job is None:
                    time.sleep(POLL)
                else:
                    self._run(job)
            except DatabaseError:
                log.exception("The database does not answer.")
                connections.close_all()
                time.sleep(RENEW)
        connections.close_all()

    def work_off(self) -> None:
        """Until no job waits that is due; for commands that bring their own worker."""
        tasks()
        while not self._stopping and (job := queue.claim(self.name)) is not None:
            self._run(job)

    def _look_at_start(self) -> None:
        """Once: what an upgrade made necessary."""
        if not self._looked_at_start:
            enqueue_needed()
            self._looked_at_start = True

    def _look_after(self) -> None:
        """Now and then: what other workers left behind, and what is due."""
        if time.monotonic() - self._looked_after >= RENEW:
            queue.reap()
            enqueue_due()
            self._looked_after = time.monotonic()

    def _run(self, job: Job) -> None:
        connections.close_all()  # no connection may be carried over a fork
        child = multiprocessing.get_context("fork").Process(target=_child, args=(job, os.getpid()))
        child.start()
        held = True
        renewed = time.monotonic()
        while child.is_alive() and held and not self._stopping:
            child.join(POLL)
            if time.monotonic() - renewed >= RENEW:
                held = queue.renew(job)
                renewed = time.monotonic()
        killed = _end(child)
        if killed and held:
            queue.give_back(job)
        elif held and child.exitcode != 0:
            log.error("The process of job %s ended with code %s.", job.pk, child.exitcode)
            queue.crashed(job)


def _end(child: BaseProcess) -> bool:
    """Make sure that the child is gone; whether it had to be killed. What it has not committed is undone with it."""
    running = child.is_alive()
    if running:
        child.kill()
    child.join()
    return running


def _child(job: Job, parent: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends this process
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)
    run(job)
    connections.close_all()
