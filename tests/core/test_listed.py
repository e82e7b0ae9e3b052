"""Several words in one sentence."""

from __future__ import annotations

import pytest
from django.utils import translation

from zolal.core.listed import listed


@pytest.mark.parametrize(("language", "told"), [("fa", "یزد، ۱۲"), ("en", "یزد, ۱۲")])
def test_the_comma_is_that_of_the_reader(language: str, told: str) -> None:
    with translation.override(language):
        assert listed(["یزد", "۱۲"]) == told
