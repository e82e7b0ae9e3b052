"""Persons, companies, how they are reached, and how they belong together."""
