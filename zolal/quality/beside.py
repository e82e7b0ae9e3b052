"""What else is known of records besides their facts: parts of quality tell it, and what follows from it is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Known = Mapping[str, Any]
Reader = Callable[[str, Sequence[int]], Mapping[int, Any]]
"""From record type and ids to what is known of those records of which something is; one query for all of them."""

_readers: dict[str, Reader] = {}
NOTHING: Known = {}


def register_reader(name: str, reader: Reader) -> None:
    """Let snapshots carry what `reader` knows, as `snapshot.known[name]`; called when the app is ready."""
    _readers[name] = reader


def read(record_type: str, ids: Sequence[int]) -> Mapping[int, Known]:
    """All that is known of these records; those of which nothing is known are left out."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for name, reader in _readers.items() if ids else ():
        for record_id, known in reader(record_type, ids).items():
            found[record_id][name] = known
    return found
