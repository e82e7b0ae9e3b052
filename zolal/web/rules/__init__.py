"""The room of the rules: what there is, and an editor that says at once what a rule would catch."""
