"""Several words in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(words: Iterable[object]) -> str:
    """The words one after the other, with the comma of the reader's language between them."""
    return pgettext("between the words of a list", ", ").join(str(one) for one in words)
