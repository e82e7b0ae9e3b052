"""Defaults from the majority, and whether they bias what is entered."""
