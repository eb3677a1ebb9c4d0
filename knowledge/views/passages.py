from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from knowledge import services
from knowledge.models import Article, Chunk
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_POST
@tenant_role_required(Role.BUILDER)
def passage_switch(request: TenantRequest, article_id: int, ordinal: int) -> HttpResponse:
    """Switch a passage off, or on with `is_on`; the switch as it now stands."""
    article = get_object_or_404(Article.objects.only("pk"), pk=article_id)
    get_object_or_404(Chunk, article=article, ordinal=ordinal)
    passage = services.passage_switch(article=article, ordinal=ordinal, is_on="is_on" in request.POST)
    if not request.htmx:
        return redirect("article", article_id)
    return render(request, "knowledge/passage_switch.html", {"article": article, "passage": passage})
