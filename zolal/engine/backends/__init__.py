"""What can do the heavy work of a run besides this process; see `pipeline.backend`."""
