"""The routes of API v4, one file a resource."""
