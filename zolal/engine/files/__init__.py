"""Reading files: whatever a customer list is kept in, as tables of text."""

from zolal.engine.files.error import FileError
from zolal.engine.files.limits import Limits
from zolal.engine.files.reader import read
from zolal.engine.files.rules import RULES
from zolal.engine.files.table import Table

__all__ = ["RULES", "FileError", "Limits", "Table", "read"]
