"""The REST API; nothing else knows JSON."""
