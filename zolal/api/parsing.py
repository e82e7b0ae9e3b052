"""What programs send."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class TextParser(Parser):
    """JSON without what no database keeps: NUL and halves of surrogate pairs become �, as they do in files."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 - JSON
        found = json.loads(request.body)
        return _keepable(found) if _SUSPECT.search(request.body) else found


def _keepable(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return _UNKEEPABLE.sub("\ufffd", value)
        case list():
            return [_keepable(one) for one in value]
        case dict():
            return {_keepable(name): _keepable(one) for name, one in value.items()}
    return value
