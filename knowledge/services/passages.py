from django.db import transaction

from knowledge.models import Article, Chunk


@transaction.atomic
def passage_switch(*, article: Article, ordinal: int, is_on: bool) -> Chunk:
    """Let a passage be found, or not: from this commit on. It stays so when the same text is indexed again.

    Raises Chunk.DoesNotExist.
    """
    # Indexing puts new passages in place under this lock: it sees the switch, or the switch is set on the new ones.
    Article.objects.select_for_update().get(pk=article.pk)
    passage = Chunk.objects.get(article=article, ordinal=ordinal)
    passage.is_on = is_on
    passage.save(update_fields=["is_on"])
    return passage
