"""The written steps from a contact to a lead."""
