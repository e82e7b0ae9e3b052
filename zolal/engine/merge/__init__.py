"""Which value of a customer survives."""
