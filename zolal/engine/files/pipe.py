"""What the reading child says to its parent: a stream of frames, each a letter, a length and that many bytes."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterator
from typing import IO, Any

import polars as pl

BATCH = b"B"  # rows of the table under way, as an Arrow IPC stream
ISSUES = b"I"  # its issues, likewise
TABLE = b"T"  # the table is complete: JSON about it
SKIP = b"S"  # the table under way holds no data and is left out
ERROR = b"E"  # nothing more comes: JSON of a FileError
END = b"Z"  # nothing more comes: all is well

_HEAD = struct.Struct(">cQ")


class BrokenStreamError(Exception):
    """The stream ended before its end frame: the child died."""


class Sender:
    """The child's end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def frame(self, kind: bytes, frame: pl.DataFrame) -> None:
        """Send a table of rows or of issues."""
        buffer = io.BytesIO()
        frame.write_ipc_stream(buffer)
        self._send(kind, buffer.getbuffer())

    def note(self, kind: bytes, about: dict[str, Any] | None = None) -> None:
        """Send a few plain facts."""
        self._send(kind, memoryview(json.dumps(about).encode()))

    def _send(self, kind: bytes, payload: memoryview) -> None:
        self._stream.write(_HEAD.pack(kind, len(payload)))
        self._stream.write(payload)
        self._stream.flush()


def receive(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The parent's end: (kind, payload) up to and without the end frame; `BrokenStreamError` when it is cut off."""
    while True:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise BrokenStreamError
        kind, length = _HEAD.unpack(head)
        payload = stream.read(length)
        if len(payload) < length:
            raise BrokenStreamError
        if kind == END:
            return
        yield kind, payload
