"""What matching has already said of rows that are just being written, so that nobody need ask twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from zolal.quality.matching import Answer


@dataclass(frozen=True, slots=True)
class Known:
    """Answers of one call of `match`: `created` are the rows that become new records, in the order they are created,
    `written` says which row each changed record took in."""

    record_type: str
    answers: Sequence[Answer]
    created: Sequence[int] = ()
    written: Mapping[int, int] = field(default_factory=dict)

    def rows_of(self, record_type: str, ids: Sequence[int]) -> dict[int, int]:
        """The row each of the records came from; {} where these are not the records spoken of."""
        if record_type != self.record_type:
            return {}
        if ids and all(record_id in self.written for record_id in ids):
            return {record_id: self.written[record_id] for record_id in ids}
        if len(ids) == len(self.created):
            return dict(zip(sorted(ids), self.created, strict=True))
        return {}


_known: ContextVar[Known | None] = ContextVar("known_answers", default=None)


@contextmanager
def known_answers(
    record_type: str,
    answers: Sequence[Answer],
    *,
    created: Sequence[int] = (),
    written: Mapping[int, int] | None = None,
) -> Iterator[None]:
    """Within, records are written of which `answers` (all of one call of `match`) tell who they may be.

    `created`: which rows of that call are created, in order, by one `ledger.create`; `written`: {record id: row} of
    those changed by `ledger.write`. Only valid as long as nobody else writes in between: in one transaction.
    """
    token = _known.set(Known(record_type, answers, created, written or {}))
    try:
        yield
    finally:
        _known.reset(token)


def answers_at_hand() -> Known | None:
    return _known.get()
