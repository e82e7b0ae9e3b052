"""What happens with customers: signals of interest that any part of the product, or the API, writes down."""
