"""Lines of a calendar file: escaping and folding (RFC 5545, 3.1 and 3.3.11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

WIDTH = 75
"""Octets of a line without its end."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_BREAKS = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")


def escape(text: str) -> str:
    """Text as the value of a property. What no calendar may hold (control characters) is left out."""
    kept = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def unescape(text: str) -> str:
    """The text of a value."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, no character torn; each further one begins with a blank."""
    pieces, piece, width = [], [], 0
    for character in line:
        size = len(character.encode())
        if width + size > WIDTH:
            pieces.append("".join(piece))
            piece, width = [" "], 1
        piece.append(character)
        width += size
    pieces.append("".join(piece))
    return "\r\n".join(pieces)


def unfold(text: str) -> Iterator[str]:
    """Whole lines."""
    held: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text):
        if line[:1] in {" ", "\t"} and held:
            held.append(line[1:])
            continue
        if held:
            yield "".join(held)
        held = [line]
    if held:
        yield "".join(held)
