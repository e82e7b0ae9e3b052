"""Customers by where they stand in the cycle."""
