from django.urls import path

from knowledge.api import articles, categories, search

urlpatterns = [
    path("knowledge-base/categories", categories.CategoryList.as_view()),
    path("knowledge-base/categories/<int:category_id>", categories.CategoryDetail.as_view()),
    path("knowledge-base/articles", articles.ArticleList.as_view()),
    path("knowledge-base/articles/<int:article_id>", articles.ArticleDetail.as_view()),
    path("knowledge-base/search", search.Search.as_view()),
]
