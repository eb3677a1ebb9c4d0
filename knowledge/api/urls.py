from django.urls import path

from knowledge.api import articles, categories, passages, search, sources

urlpatterns = [
    path("knowledge-base/categories", categories.CategoryList.as_view()),
    path("knowledge-base/categories/<int:category_id>", categories.CategoryDetail.as_view()),
    path("knowledge-base/articles", articles.ArticleList.as_view()),
    path("knowledge-base/articles/<int:article_id>", articles.ArticleDetail.as_view()),
    path("knowledge-base/articles/<int:article_id>/passages", passages.PassageList.as_view()),
    path("knowledge-base/articles/<int:article_id>/passages/<int:ordinal>", passages.PassageDetail.as_view()),
    path("knowledge-base/sources", sources.SourceList.as_view(), name="api-sources"),
    path("knowledge-base/sources/preview", sources.SourcePreview.as_view()),
    path("knowledge-base/sources/<int:source_id>", sources.SourceDetail.as_view()),
    path("knowledge-base/sources/<int:source_id>/read", sources.SourceRead.as_view()),
    path("knowledge-base/sources/<int:source_id>/cancel", sources.SourceCancel.as_view()),
    path("knowledge-base/search", search.Search.as_view()),
]
