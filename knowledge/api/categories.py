from django.shortcuts import get_object_or_404
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from knowledge import selectors, services
from knowledge.models import Category
from tenants.api.views import TenantAPIView


class CategorySerializer(serializers.ModelSerializer):
    class Meta:
        model = Category
        fields = ["id", "name", "position", "created_at", "updated_at"]
        read_only_fields = ["id", "position", "created_at", "updated_at"]


class CategoryList(TenantAPIView):
    """GET, POST /api/knowledge-base/categories"""

    def get(self, request: Request) -> Response:
        return Response({"results": CategorySerializer(selectors.categories(), many=True).data})

    def post(self, request: Request) -> Response:
        serializer = CategorySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        category = services.category_create(**serializer.validated_data)
        return Response(CategorySerializer(category).data, status=status.HTTP_201_CREATED)


class CategoryDetail(TenantAPIView):
    """GET, PATCH, DELETE /api/knowledge-base/categories/{id}"""

    def get(self, request: Request, category_id: int) -> Response:
        return Response(CategorySerializer(_category(category_id)).data)

    def patch(self, request: Request, category_id: int) -> Response:
        category = _category(category_id)
        serializer = CategorySerializer(category, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        name = serializer.validated_data.get("name", category.name)
        return Response(CategorySerializer(services.category_rename(category=category, name=name)).data)

    def delete(self, request: Request, category_id: int) -> Response:
        services.category_delete(category=_category(category_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _category(category_id: int) -> Category:
    return get_object_or_404(Category, pk=category_id)
