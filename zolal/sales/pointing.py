"""What a merge or a removal does with what sales point at."""

from __future__ import annotations

from zolal.core.ledger.repoint import follows
from zolal.core.relations import moves


def tell() -> None:
    """Name the policy of every key; called when the app is ready."""
    moves("sales.Deal.person", "own", by=follows("deal", "person"))
    moves("sales.Deal.company", "own", by=follows("deal", "company"))
    moves("sales.Deal.intermediary", "own", by=follows("deal", "intermediary"))
    moves("sales.DealContact.person", "move")
    moves("sales.DealContact.deal", "move")
    moves("sales.DealLine.deal", "move")
    moves("sales.DealLine.product", "stay")
    moves("sales.StageVisit.deal", "fact")
