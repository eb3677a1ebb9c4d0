"""Text → vectors: the bundled model in process, or an address that speaks OpenAI's embeddings.

Every embedder gives unit vectors and names its model; vectors of different models are never compared.
"""

from knowledge.embeddings.base import Embedder, EmbeddingsUnavailable, Vector
from knowledge.embeddings.choice import embedder_current, embedder_of

__all__ = ["Embedder", "EmbeddingsUnavailable", "Vector", "embedder_current", "embedder_of"]
