"""How people keep the data good: maintenance month by month, plans, reviews, the register of fields."""
