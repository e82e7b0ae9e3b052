"""Calendar, tasks, the day's route, and their files."""
