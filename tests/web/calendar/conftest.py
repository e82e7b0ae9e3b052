"""Customers and what is planned with them, as in the tests of the calendar itself."""

from tests.calendar.conftest import enter, put

__all__ = ["enter", "put"]
