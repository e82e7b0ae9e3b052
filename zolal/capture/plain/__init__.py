"""Files of what is no customer: deals and activities. A row is recognised by what it tells, never by likeness."""
