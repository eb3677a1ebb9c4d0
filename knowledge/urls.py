"""Pages of the knowledge base; every address is relative to /manage/<slug>/."""

from django.urls import path

from knowledge.views import answers, articles, bulk, categories, passages, search, source_add, sources, states

urlpatterns = [
    path("knowledge", articles.article_list, name="articles"),
    path("knowledge/articles/new", articles.article_new, name="article-new"),
    path("knowledge/articles/<int:article_id>", articles.article, name="article"),
    path("knowledge/articles/<int:article_id>/save", articles.article_save, name="article-save"),
    path("knowledge/articles/<int:article_id>/delete", articles.article_delete, name="article-delete"),
    path("knowledge/articles/<int:article_id>/reindex", articles.article_reindex, name="article-reindex"),
    path("knowledge/articles/<int:article_id>/passages/<int:ordinal>", passages.passage_switch, name="passage-switch"),
    path("knowledge/articles/states", states.article_states, name="article-states"),
    path("knowledge/articles/bulk", bulk.articles_bulk, name="articles-bulk"),
    path("knowledge/articles/bulk/delete", bulk.articles_delete_asked, name="articles-delete-asked"),
    path("knowledge/answers", answers.answer_list, name="answers"),
    path("knowledge/answers/new", articles.answer_new, name="answer-new"),
    path("knowledge/answers/paste", answers.answer_paste, name="answers-paste"),
    path("knowledge/categories", categories.category_list, name="categories"),
    path("knowledge/categories/new", categories.category_new, name="category-new"),
    path("knowledge/categories/<int:category_id>", categories.category, name="category"),
    path("knowledge/categories/<int:category_id>/step", categories.category_step, name="category-step"),
    path("knowledge/categories/<int:category_id>/delete", categories.category_delete, name="category-delete"),
    path("knowledge/sources", sources.source_list, name="sources"),
    path("knowledge/sources/new", source_add.source_new, name="source-new"),
    path("knowledge/sources/files", source_add.source_files, name="source-files"),
    path("knowledge/sources/address", source_add.source_address, name="source-address"),
    path("knowledge/sources/<int:source_id>", sources.source, name="source"),
    path("knowledge/sources/<int:source_id>/state", sources.source_state, name="source-state"),
    path("knowledge/sources/<int:source_id>/save", sources.source_save, name="source-save"),
    path("knowledge/sources/<int:source_id>/read", sources.source_read, name="source-read"),
    path("knowledge/sources/<int:source_id>/cancel", sources.source_cancel, name="source-cancel"),
    path("knowledge/sources/<int:source_id>/delete", sources.source_delete, name="source-delete"),
    path("knowledge/search", search.search_test, name="knowledge-search"),
]
