"""The engine's place in the product: issues, duplicates, merges, scores."""
