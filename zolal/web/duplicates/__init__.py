"""Pairs of records that may be one: the queue and the decision."""
