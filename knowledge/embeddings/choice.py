from functools import cache

from django.conf import settings

from knowledge.embeddings.base import Embedder
from knowledge.embeddings.bundled import BundledEmbedder
from knowledge.embeddings.openai_compatible import OpenAICompatibleEmbedder


def embedder_current() -> Embedder:
    """The embedder in force: the configured address, or else the bundled model."""
    return _embedder(settings.EMBEDDINGS_BASE_URL, settings.EMBEDDINGS_API_KEY, settings.EMBEDDINGS_MODEL)


def embedder_of(name: str) -> Embedder | None:
    """Who gives vectors of the model of this name, which was configured once; None: nobody does any more.

    The bundled one is always there, and an address is taken to know the models that it knew.
    """
    if name == BundledEmbedder.name:
        return _embedder("", "", "")
    if not settings.EMBEDDINGS_BASE_URL:
        return None
    return _embedder(settings.EMBEDDINGS_BASE_URL, settings.EMBEDDINGS_API_KEY, name)


@cache
def _embedder(base_url: str, api_key: str, model: str) -> Embedder:
    """One embedder, and so one model or one pool of connections, for a process."""
    if not base_url:
        return BundledEmbedder()
    return OpenAICompatibleEmbedder(base_url=base_url, api_key=api_key, model=model)
