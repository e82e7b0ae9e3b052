"""Files on their way in: upload, columns, check, decisions, report."""
