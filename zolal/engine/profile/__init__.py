"""What a column is and looks like."""
