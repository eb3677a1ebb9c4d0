"""The page on which a person plays the customer, and the words of all pages."""
