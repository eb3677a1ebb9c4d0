from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import services
from knowledge.category_tree import Shelf, category_tree, shelf_of
from knowledge.models import Category
from tenants.api.views import TenantAPIView

_MOST_POSITION = 10_000


class CategorySerializer(serializers.ModelSerializer):
    """What is written of a category. `parent` null: at the top."""

    position = serializers.IntegerField(min_value=0, max_value=_MOST_POSITION)

    class Meta:
        model = Category
        fields = ["name", "parent", "position"]
        # The name is taken or not in its place, which the service knows.
        validators = ()


class NewCategorySerializer(CategorySerializer):
    class Meta(CategorySerializer.Meta):
        fields = ["name", "parent"]

    position = None


class CategoryList(TenantAPIView):
    """GET, POST /api/knowledge-base/categories"""

    def get(self, request: Request) -> Response:
        return Response({"results": [_shown(shelf) for shelf in category_tree()]})

    def post(self, request: Request) -> Response:
        serializer = NewCategorySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        category = services.category_create(**serializer.validated_data)
        return Response(_answer(category.pk), status=status.HTTP_201_CREATED)


class CategoryDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/knowledge-base/categories/{id}"""

    def get(self, request: Request, category_id: int) -> Response:
        return Response(_answer(_category(category_id).pk))

    def patch(self, request: Request, category_id: int) -> Response:
        category = _category(category_id)
        serializer = CategorySerializer(category, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        services.category_update(category=category, changes=serializer.validated_data)
        return Response(_answer(category.pk))

    def delete(self, request: Request, category_id: int) -> Response:
        services.category_delete(category=_category(category_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _category(category_id: int) -> Category:
    return get_object_or_404(Category, pk=category_id)


def _answer(category_id: int) -> dict[str, object]:
    return _shown(shelf_of(category_tree(), category_id))


def _shown(shelf: Shelf) -> dict[str, object]:
    """`path`: its name after those of what it stands in; counts of what is right in it, and with what is below."""
    category = shelf.category
    return {
        "id": shelf.pk,
        "name": shelf.name,
        "parent": category.parent_id,
        "path": shelf.path,
        "level": shelf.level,
        "position": category.position,
        "article_count": shelf.article_count,
        "article_count_all": shelf.article_count_all,
        "created_at": category.created_at,
        "updated_at": category.updated_at,
    }
