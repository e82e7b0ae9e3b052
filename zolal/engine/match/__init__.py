"""Who is who: candidates, comparison, model, customers."""
