"""What is worth remembering of what was said: found, proved by its quote, and told to a model later."""
