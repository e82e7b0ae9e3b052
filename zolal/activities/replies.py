"""What mail servers and people answer, as far as it says that they want no more."""

from __future__ import annotations

import re
from typing import Literal

from zolal.engine.persian.letters import digits, key

_GONE = re.compile(r"5\.1\.\d{1,3}|5\.2\.1")
_OUT = re.compile(r"(لغو|لغو عضویت|stop|off)?\s*11|لغو|لغو عضویت|stop|unsubscribe", re.IGNORECASE)
_IN = re.compile(r"12")


def bounce_suppresses(status: str) -> bool:
    """Whether the status of a delivery report (RFC 3464) says that the address is gone for good.

    Only 5.1.x (no such address) and 5.2.1 (mailbox disabled) do. 5.7.x is a refusal of us, 5.2.2 a full mailbox, 4.x.x
    passes.
    """
    return _GONE.fullmatch(digits(status).strip()) is not None


def sms_wish(text: str) -> Literal["out", "in", ""]:
    """What an inbound Persian SMS asks of its sender line: "11" (also «لغو ۱۱») to hear no more, "12" to hear again."""
    bare = key(digits(text)).strip(" .!؟?*#")
    if _OUT.fullmatch(bare):
        return "out"
    return "in" if _IN.fullmatch(bare) else ""
