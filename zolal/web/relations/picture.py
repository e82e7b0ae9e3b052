"""A picture of who belongs together, as places on a plane: the record in the middle, the others around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

WIDE, HIGH = 560, 440
MOST = 36
_INNER, _OUTER = 0.62, 0.95
"""How far out nodes stand, as shares of half the plane: in two rings where there are many."""


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is "person", "company" or "deal"; `href` "" where it has no page; `word` what it is to the middle."""

    key: str
    name: str
    kind: str
    href: str
    word: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A tie; `faint` where it does not begin in the middle."""

    x1: int
    y1: int
    x2: int
    y2: int
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    nodes: Sequence[Node]
    lines: Sequence[Line]
    left_out: int
    wide: int = WIDE
    high: int = HIGH


def picture(middle: Node, around: Sequence[Node], ties: Sequence[tuple[str, str]]) -> Picture:
    """The nodes with their places; `ties` are those among the nodes around, by keys."""
    shown = list({node.key: node for node in around if node.key != middle.key}.values())
    left_out, shown = max(0, len(shown) - MOST), shown[:MOST]
    placed = [_at(middle, WIDE // 2, HIGH // 2)]
    rings = 2 if len(shown) > MOST // 3 else 1
    for place, node in enumerate(shown):
        angle = 2 * pi * place / max(1, len(shown)) - pi / 2
        far = _OUTER if rings == 2 and place % 2 else _INNER + (0.15 if rings == 1 else 0)
        placed.append(
            _at(
                node,
                round(WIDE / 2 + (WIDE / 2 - 60) * far * cos(angle)),
                round(HIGH / 2 + (HIGH / 2 - 40) * far * sin(angle)),
            )
        )
    by_key: Mapping[str, Node] = {node.key: node for node in placed}
    lines = [Line(placed[0].x, placed[0].y, node.x, node.y) for node in placed[1:]]
    for one, other in ties:
        if one in by_key and other in by_key and middle.key not in {one, other}:
            first, second = by_key[one], by_key[other]
            lines.append(Line(first.x, first.y, second.x, second.y, faint=True))
    return Picture(placed, lines, left_out)


def _at(node: Node, x: int, y: int) -> Node:
    return Node(
        node.key, node.name if len(node.name) < 24 else f"{node.name[:22]}…", node.kind, node.href, node.word, x, y
    )
