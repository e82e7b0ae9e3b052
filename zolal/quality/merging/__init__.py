"""What a merge is, apart from who may do it: uniting two sides, replaying history without it, carrying what points."""
