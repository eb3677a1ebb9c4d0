from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from knowledge import services
from knowledge.source_forms import AddressForm, ShelfForm
from knowledge.web.preview import Preview, site_preview_asked
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

MOST_FILES = 25
# Two forms on one page have fields of the same names.
FILES_IDS = "id_files_%s"
ENDINGS = ".pdf,.docx,.xlsx,.csv,.tsv,.txt,.md,.html,.htm"


@require_GET
@tenant_role_required(Role.BUILDER)
def source_new(request: TenantRequest) -> HttpResponse:
    return _page(request)


@require_POST
@tenant_role_required(Role.BUILDER)
def source_files(request: TenantRequest) -> HttpResponse:
    """Add the chosen files; one that cannot be taken is named with its reason, and does not stop the others."""
    form = ShelfForm(request.POST, auto_id=FILES_IDS)
    files = request.FILES.getlist("files")
    faults = [] if files else [("", _("Choose at least one file."))]
    if len(files) > MOST_FILES:
        faults = [("", _("At most %(count)d files at once.") % {"count": MOST_FILES})]
        files = []
    if not form.is_valid() or faults:
        return _page(request, files_form=form, faults=faults)
    added = []
    for file in files:
        try:
            added.append(services.source_file_add(file=file, name=file.name, author=request.user, **form.cleaned_data))
        except InvalidInput as error:
            faults.append((file.name, error.message))
    if added:
        text = ngettext("%(count)d file is being read.", "%(count)d files are being read.", len(added))
        messages.success(request, text % {"count": len(added)})
    return _page(request, files_form=form, faults=faults) if faults else redirect("sources")


@require_POST
@tenant_role_required(Role.BUILDER)
def source_address(request: TenantRequest) -> HttpResponse:
    """Add a web page or a site; with the button "preview", only tell which pages it has."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    fields = form.cleaned_data
    try:
        if "preview" in request.POST:
            asked = {name: fields[name] for name in ("url", "include", "exclude", "depth")}
            return _page(request, form=form, preview=site_preview_asked(**asked))
        added = services.source_web_add(author=request.user, **fields)
    except InvalidInput as error:
        form.add_error(error.field, error.message)
        return _page(request, form=form)
    return redirect("source", added.pk)


def _page(
    request: TenantRequest,
    *,
    files_form: ShelfForm | None = None,
    form: AddressForm | None = None,
    faults: list[tuple[str, str]] = (),
    preview: Preview | None = None,
) -> HttpResponse:
    """`faults`: names of files with why they were not taken."""
    context = {
        "files_form": files_form or ShelfForm(auto_id=FILES_IDS),
        "form": form or AddressForm(),
        "faults": faults,
        "preview": preview,
        "endings": ENDINGS,
        "most_files": MOST_FILES,
    }
    return render(request, "knowledge/source_new.html", context)
