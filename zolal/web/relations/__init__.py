"""Who belongs together: on the page of a record, on a page of its own with a picture, and the roles in the settings."""
