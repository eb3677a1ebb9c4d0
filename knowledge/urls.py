"""Pages of the knowledge base; every address is relative to /manage/<slug>/."""

from django.urls import path

from knowledge.views import articles, categories, search

urlpatterns = [
    path("knowledge", articles.article_list, name="articles"),
    path("knowledge/articles/new", articles.article_new, name="article-new"),
    path("knowledge/articles/<int:article_id>", articles.article, name="article"),
    path("knowledge/articles/<int:article_id>/save", articles.article_save, name="article-save"),
    path("knowledge/articles/<int:article_id>/delete", articles.article_delete, name="article-delete"),
    path("knowledge/articles/<int:article_id>/reindex", articles.article_reindex, name="article-reindex"),
    path("knowledge/articles/<int:article_id>/state", articles.article_state, name="article-state"),
    path("knowledge/categories", categories.category_list, name="categories"),
    path("knowledge/categories/new", categories.category_new, name="category-new"),
    path("knowledge/categories/<int:category_id>/rename", categories.category_rename, name="category-rename"),
    path("knowledge/categories/<int:category_id>/delete", categories.category_delete, name="category-delete"),
    path("knowledge/search", search.search_test, name="knowledge-search"),
]
