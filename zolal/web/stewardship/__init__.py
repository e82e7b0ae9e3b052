"""The rooms of the quality centre in which people keep the data good."""
