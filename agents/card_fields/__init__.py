"""The Lead & Contact tab: what an agent may see of the cards, what it fills, and what it has filled."""
