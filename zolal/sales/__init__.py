"""Sales: pipelines and deals, products and prices, invoices, the channels of sale."""
