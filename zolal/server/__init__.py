"""How the parts are put together and run: settings, addresses, the processes."""
