"""How good the data is, and the queue of what is wrong."""
