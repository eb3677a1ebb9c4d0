"""Which models' vectors there are, and who can be asked for more of them.

One model is live: its vectors are compared. When another one is configured, it is filled in the background
(knowledge/model_change.py), and until it is live each new text gets the vectors of both.
"""

from dataclasses import dataclass

from knowledge import selectors
from knowledge.embeddings import Embedder, embedder_of
from knowledge.embeddings.space import measure_space, reference_digest
from knowledge.models import EmbeddingModel


@dataclass(frozen=True)
class Spoken:
    """A model and who embeds for it. `must`: a text is not indexed without its vectors."""

    model: EmbeddingModel
    embedder: Embedder
    must: bool = True


def model_of(embedder: Embedder) -> EmbeddingModel:
    """The row of the embedder's model; its space is measured the first time. Raises EmbeddingsUnavailable."""
    if model := selectors.embedding_model(embedder):
        return model
    made = EmbeddingModel.of_space(measure_space(embedder))
    made.is_live = selectors.model_live() is None
    EmbeddingModel.objects.bulk_create([made], ignore_conflicts=True)
    return selectors.embedding_model(embedder)


def is_configured(model: EmbeddingModel, embedder: Embedder) -> bool:
    return model.name == embedder.name and model.reference == reference_digest()


def embedder_for(model: EmbeddingModel, *, configured: Embedder) -> Embedder | None:
    """Who gives vectors of this model; None: nobody does any more."""
    return configured if configured.name == model.name else embedder_of(model.name)


def models_filled(configured: Embedder) -> list[Spoken]:
    """Those of which a new text gets vectors: the configured one, and the live one while it is another.

    Raises EmbeddingsUnavailable.
    """
    filled = [Spoken(model_of(configured), configured)]
    live = selectors.model_live()
    if live and not is_configured(live, configured) and (embedder := embedder_for(live, configured=configured)):
        filled.append(Spoken(live, embedder, must=False))
    return filled
