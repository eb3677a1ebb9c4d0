from functools import cache

from django.conf import settings

from knowledge.embeddings.base import Embedder
from knowledge.embeddings.bundled import BundledEmbedder
from knowledge.embeddings.openai_compatible import OpenAICompatibleEmbedder


def embedder_current() -> Embedder:
    """The embedder in force: the configured address, or else the bundled model."""
    if not settings.EMBEDDINGS_BASE_URL:
        return BundledEmbedder()
    return _at_address(settings.EMBEDDINGS_BASE_URL, settings.EMBEDDINGS_API_KEY, settings.EMBEDDINGS_MODEL)


@cache
def _at_address(base_url: str, api_key: str, model: str) -> Embedder:
    """One client, and so one pool of connections, for a process."""
    return OpenAICompatibleEmbedder(base_url=base_url, api_key=api_key, model=model)
