"""Screens of deals: board, list, forecast, reports, and the page of each."""
