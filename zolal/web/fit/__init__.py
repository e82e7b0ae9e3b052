"""Which contacts of a bulk list are of use."""
