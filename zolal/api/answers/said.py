"""Texts in the user's language."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

Said = Annotated[str, BeforeValidator(str)]
"""A text in the user's language, put into words as late as possible."""
