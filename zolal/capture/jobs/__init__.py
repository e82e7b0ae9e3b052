"""The long work of imports: reading, checking, taking in, undoing."""

from zolal.capture.jobs import check, commit, decide, mend, read, undo

__all__ = ["check", "commit", "decide", "mend", "read", "undo"]
