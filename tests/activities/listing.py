"""Whether an address is on the suppression list, however it is written."""

from __future__ import annotations

from zolal.activities.addresses import read_address
from zolal.activities.suppressed import suppressed


def is_suppressed(channel: str, text: str) -> bool:
    address = read_address(channel, text)
    return address is not None and bool(suppressed([(channel, address[1])]))
