"""Screens of calls, meetings, visits, interviews, tasks, notes, messages and files."""
