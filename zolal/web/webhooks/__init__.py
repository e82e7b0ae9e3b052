"""Where other programs hear of changes, and what was sent to them."""
