"""Scripts as they are followed. Pure: a script, a place in it and what the customer said in, what to say and do out."""
