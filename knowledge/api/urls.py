from django.urls import path

from knowledge.api import articles, categories, passages, search

urlpatterns = [
    path("knowledge-base/categories", categories.CategoryList.as_view()),
    path("knowledge-base/categories/<int:category_id>", categories.CategoryDetail.as_view()),
    path("knowledge-base/articles", articles.ArticleList.as_view()),
    path("knowledge-base/articles/<int:article_id>", articles.ArticleDetail.as_view()),
    path("knowledge-base/articles/<int:article_id>/passages", passages.PassageList.as_view()),
    path("knowledge-base/articles/<int:article_id>/passages/<int:ordinal>", passages.PassageDetail.as_view()),
    path("knowledge-base/search", search.Search.as_view()),
]
