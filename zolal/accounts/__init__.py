"""People who log in: users, teams, roles, permissions."""
