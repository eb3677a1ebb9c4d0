from django.db.models import BigIntegerField
from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import services
from knowledge.article_filters import STATES, VALIDITIES, ArticleFilter
from knowledge.article_state import article_state
from knowledge.category_tree import category_tree
from knowledge.models import Article
from knowledge.services.article_checks import LONGEST_BODY, WRITTEN
from tenants.api.views import TenantAPIView

_LONGEST_TAG = Article._meta.get_field("tags").base_field.max_length
_LONGEST_QUESTION = Article._meta.get_field("questions").base_field.max_length


class KindField(serializers.ChoiceField):
    """Of what is read from a source too; written is only what is written here."""

    def to_internal_value(self, data: object) -> str:
        kind = super().to_internal_value(data)
        if kind not in WRITTEN:
            self.fail("invalid_choice", input=kind)
        return kind


class ArticleSerializer(serializers.ModelSerializer):
    """`language` null or left out: the one the text is in. `indexing_error`: what is wrong and what to do."""

    body = serializers.CharField(max_length=LONGEST_BODY)
    kind = KindField(choices=Article.Kind.choices, required=False)
    language = serializers.ChoiceField(choices=Article.Language.choices, required=False, allow_null=True)
    tags = serializers.ListField(child=serializers.CharField(max_length=_LONGEST_TAG), required=False)
    questions = serializers.ListField(child=serializers.CharField(max_length=_LONGEST_QUESTION), required=False)
    indexing_error = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id", "kind", "title", "body", "category", "language", "tags", "valid_from", "valid_until", "questions",
            "priority", "status", "version", "source", "url", "indexing", "steps_done", "steps_all",
            "indexing_error", "indexed_at", "author_name", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = [
            "id", "version", "source", "url", "indexing", "steps_done", "steps_all", "indexed_at", "author_name",
            "created_at", "updated_at",
        ]  # fmt: skip
        # The one constraint is of pages of sources, which are not written here.
        validators = ()

    def get_indexing_error(self, article: Article) -> str:
        return article_state(article).trouble


class ArticleSummarySerializer(ArticleSerializer):
    """An article in a list: everything but its text."""

    body = None

    class Meta(ArticleSerializer.Meta):
        fields = [name for name in ArticleSerializer.Meta.fields if name != "body"]


class ArticleFilterSerializer(serializers.Serializer):
    """See knowledge.article_filters.ArticleFilter."""

    q = serializers.CharField(required=False, allow_blank=True)
    category = serializers.IntegerField(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)
    kind = serializers.ChoiceField(choices=Article.Kind.choices, required=False)
    language = serializers.ChoiceField(choices=Article.Language.choices, required=False)
    status = serializers.ChoiceField(choices=Article.Status.choices, required=False)
    state = serializers.ChoiceField(choices=list(STATES), required=False)
    tag = serializers.CharField(required=False)
    validity = serializers.ChoiceField(choices=VALIDITIES, required=False)


class ArticlePagination(LimitOffsetPagination):
    max_limit = 200


class ArticleList(TenantAPIView):
    """GET /api/knowledge-base/articles?limit=&offset= and what ArticleFilterSerializer knows · POST the same"""

    def get(self, request: Request) -> Response:
        filters = ArticleFilterSerializer(data=request.query_params)
        filters.is_valid(raise_exception=True)
        asked = ArticleFilter(**{name: str(value) for name, value in filters.validated_data.items()})
        paginator = ArticlePagination()
        page = paginator.paginate_queryset(asked.found(category_tree()), request, view=self)
        return paginator.get_paginated_response(ArticleSummarySerializer(page, many=True).data)

    def post(self, request: Request) -> Response:
        serializer = ArticleSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        article = services.article_create(author=request.user, **serializer.validated_data)
        return Response(ArticleSerializer(article).data, status=status.HTTP_201_CREATED)


class ArticleDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/knowledge-base/articles/{id}"""

    def get(self, request: Request, article_id: int) -> Response:
        return Response(ArticleSerializer(article_or_404(article_id)).data)

    def patch(self, request: Request, article_id: int) -> Response:
        article = article_or_404(article_id)
        serializer = ArticleSerializer(article, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        article = services.article_edit(article=article, changes=serializer.validated_data)
        return Response(ArticleSerializer(article).data)

    def delete(self, request: Request, article_id: int) -> Response:
        services.article_discard(article=article_or_404(article_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def article_or_404(article_id: int) -> Article:
    return get_object_or_404(Article.objects.select_related("source"), pk=article_id)
