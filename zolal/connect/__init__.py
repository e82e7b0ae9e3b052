"""Connect: the one door to the network: webhooks."""
