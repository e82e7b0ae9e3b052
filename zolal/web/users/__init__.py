"""Who may log in, and the keys of their programs."""
