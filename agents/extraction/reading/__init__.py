"""Reading values as they stand in the words, without a model: one reader for each kind of field."""

from agents.extraction.reading.heard import Found, Heard
from agents.extraction.reading.readers import read

__all__ = ["Found", "Heard", "read"]
