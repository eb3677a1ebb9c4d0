"""What a request to a model is, and what it costs. Pure."""
