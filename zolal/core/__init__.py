"""The ground: identity, provenance and ledger, undo, jobs, files."""
