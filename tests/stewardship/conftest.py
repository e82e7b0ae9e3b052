"""Records on file, as for quality."""

from tests.quality.conftest import enter

__all__ = ["enter"]
