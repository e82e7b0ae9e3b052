"""Screens on which pipelines are set up."""
