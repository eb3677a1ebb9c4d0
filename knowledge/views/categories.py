from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from knowledge import services
from knowledge.category_tree import category_tree, shelf_of
from knowledge.forms import CategoryForm
from knowledge.models import Category
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

_STEPS = {"up": -1, "down": 1}


@require_GET
@tenant_role_required(Role.VIEWER)
def category_list(request: TenantRequest) -> HttpResponse:
    tree = category_tree()
    return _page(request, CategoryForm(places=tree, initial={"parent": request.GET.get("in")}), tree)


@require_POST
@tenant_role_required(Role.BUILDER)
def category_new(request: TenantRequest) -> HttpResponse:
    tree = category_tree()
    form = CategoryForm(request.POST, places=tree)
    if not form.is_valid():
        return _page(request, form, tree)
    try:
        services.category_create(**form.cleaned_data)
    except InvalidInput as error:
        form.add_error(error.field, error.message)
        return _page(request, form, tree)
    messages.success(request, _("Saved."))
    return redirect("categories")


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def category(request: TenantRequest, category_id: int) -> HttpResponse:
    """One category: its name and where it stands, and what goes where when it is deleted."""
    tree = category_tree()
    shown = get_object_or_404(Category.objects.select_related("parent"), pk=category_id)
    # It cannot stand in itself: those places are not offered.
    own = shelf_of(tree, shown.pk).ids
    others = [shelf for shelf in tree if shelf.pk not in own]
    form = CategoryForm(request.POST or None, places=others, initial={"name": shown.name, "parent": shown.parent_id})
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            services.category_update(category=shown, changes=changes)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("categories")
    return render(request, "knowledge/category.html", {"category": shown, "form": form, "moved": _moved(shown)})


@require_POST
@tenant_role_required(Role.BUILDER)
def category_step(request: TenantRequest, category_id: int) -> HttpResponse:
    """One place up or down among its neighbours."""
    moved = get_object_or_404(Category, pk=category_id)
    step = _STEPS.get(request.POST.get("step", ""), 0)
    services.category_update(category=moved, changes={"position": max(0, moved.position + step)})
    return redirect("categories")


@require_POST
@tenant_role_required(Role.BUILDER)
def category_delete(request: TenantRequest, category_id: int) -> HttpResponse:
    deleted = get_object_or_404(Category, pk=category_id)
    services.category_delete(category=deleted)
    messages.success(request, _("“%(name)s” is deleted. What stood in it is still there.") % {"name": deleted.name})
    return redirect("categories")


def _page(request: TenantRequest, form: CategoryForm, tree: list) -> HttpResponse:
    return render(request, "knowledge/categories.html", {"tree": tree, "form": form})


def _moved(category: Category) -> list[str]:
    """What moves when the category is deleted, counted."""
    counted = (
        (category.children.count(), lambda count: ngettext("%(count)d category", "%(count)d categories", count)),
        (category.articles.count(), lambda count: ngettext("%(count)d article", "%(count)d articles", count)),
        (category.sources.count(), lambda count: ngettext("%(count)d source", "%(count)d sources", count)),
    )
    return [words(count) % {"count": count} for count, words in counted]
