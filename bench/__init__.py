"""Scripts behind the published figures. Run one as `python -m bench.clean`."""
