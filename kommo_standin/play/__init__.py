"""The routes under /_play: a person or a test plays the customer, the manager and the weather."""
