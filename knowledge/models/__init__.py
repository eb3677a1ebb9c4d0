from knowledge.models.article import Article
from knowledge.models.category import Category
from knowledge.models.chunk import Chunk, Posting
from knowledge.models.embedding import ChunkEmbedding, EmbeddingModel, SentenceEmbedding, VectorAhead
from knowledge.models.gap import Gap, GapQuestion
from knowledge.models.source import FilePart, Source
from knowledge.models.web_page import WebPage

__all__ = [
    "Article",
    "Category",
    "Chunk",
    "ChunkEmbedding",
    "EmbeddingModel",
    "FilePart",
    "Gap",
    "GapQuestion",
    "Posting",
    "SentenceEmbedding",
    "Source",
    "VectorAhead",
    "WebPage",
]
