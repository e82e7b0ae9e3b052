"""What data there is, in Zolal and beside it."""
