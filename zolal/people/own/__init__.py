"""Fields that stand in the column `own` of a record: those an administrator makes, and those that come with Zolal."""
