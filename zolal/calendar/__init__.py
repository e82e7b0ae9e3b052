"""The calendar: days and holidays, tasks, the route of the day, iCalendar; on the activities of customers."""
