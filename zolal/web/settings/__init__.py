"""The administrator's choices."""
