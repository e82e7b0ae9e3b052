"""What the guide tells programmers to write does check our signatures."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from zolal.connect.signing import headers, new_secret

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "webhooks.md"


def test_the_function_in_the_guide_knows_a_message_of_ours() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    written: dict[str, Any] = {}
    exec(code, written)
    is_ours = written["is_ours"]

    old, new, body = new_secret(), new_secret(), '{"type": "person.changed", "نام": "سارا"}'.encode()
    sent = headers([new, old], "msg", int(time.time()), body)
    assert is_ours(new, sent, body)
    assert is_ours(old, sent, body)
    assert not is_ours(new_secret(), sent, body)
    assert not is_ours(new, sent, body + b" ")
    assert not is_ours(new, headers([new], "msg", int(time.time()) - 600, body), body)


def test_a_signature_is_the_one_of_the_standard() -> None:
    """The example of the specification."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    sent = headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert sent["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
