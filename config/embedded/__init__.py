"""PostgreSQL with pgvector and a Redis-protocol broker, from wheels, for machines that have neither."""

from config.embedded.postgres import EmbeddedPostgres
from config.embedded.valkey import EmbeddedValkey

__all__ = ["EmbeddedPostgres", "EmbeddedValkey"]
