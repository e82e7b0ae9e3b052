"""Strategy: goals, and how far the company is."""
