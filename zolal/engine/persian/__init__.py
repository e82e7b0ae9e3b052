"""Persian text: letters, names, calendar, places, sounds."""
