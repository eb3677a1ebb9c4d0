"""The chat on a company's own site: which agent, on which sites, and what its visitors may read and how often write."""
