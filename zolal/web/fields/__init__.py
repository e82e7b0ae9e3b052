"""The register of fields: what each is for, who needs it, and how that is decided."""
