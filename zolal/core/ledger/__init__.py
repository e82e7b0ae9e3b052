"""The ledger: the only way records are written, and the way back.

A record is a flat set of *facts*, a name for each and a JSON value: columns ("city": "یزد"), contact points
("point:17": {"kind", "value", "key", "label", "position"}), tags ("tag:3": true), what was wrong with an entry
("fault:mobile": [{"code", "raw", "proposal"}]), columns of files that no field holds ("more:کد اشتراک": "۱۲"),
what somebody found who checked a value ("rated:city:1f…": {"of", "verdict", "method", "note", "on"}),
"state", "absorbed_into", "source". A fact that is absent is not in the set; a write of null makes it absent.
"""

from zolal.core.ledger.doer import doer
from zolal.core.ledger.facts import (
    Ahead,
    Facts,
    RecordType,
    UnknownFact,
    Written,
    record_type,
    record_types,
    register,
    watch,
)
from zolal.core.ledger.history import Entry, facts_at, history
from zolal.core.ledger.homes import Home, register_homes
from zolal.core.ledger.kept import Kept, kept_by, kept_count
from zolal.core.ledger.stale import FactChange, Stale
from zolal.core.ledger.undo import (
    AlreadyUndone,
    CannotUndo,
    Step,
    Undone,
    begin_undo,
    register_undo,
    undo,
    undo_chunk,
    undo_whole,
    undone_specially,
)
from zolal.core.ledger.write import act, create, remove, write

__all__ = [
    "Ahead",
    "AlreadyUndone",
    "CannotUndo",
    "Entry",
    "FactChange",
    "Facts",
    "Home",
    "Kept",
    "RecordType",
    "Stale",
    "Step",
    "Undone",
    "UnknownFact",
    "Written",
    "act",
    "begin_undo",
    "create",
    "doer",
    "facts_at",
    "history",
    "kept_by",
    "kept_count",
    "record_type",
    "record_types",
    "register",
    "register_homes",
    "register_undo",
    "remove",
    "undo",
    "undo_chunk",
    "undo_whole",
    "undone_specially",
    "watch",
    "write",
]
