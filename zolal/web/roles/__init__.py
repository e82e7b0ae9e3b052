"""What roles may: read, copied, changed, compared."""
