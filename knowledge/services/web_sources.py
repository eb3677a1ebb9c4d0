"""Sources on the web: adding one, and reading it again when its schedule says so."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.models import Category, Source
from knowledge.services.schedules import source_schedule
from knowledge.services.sources import source_read_again, source_update
from knowledge.web_addresses import address_normal, host_of, path_of
from tenants.errors import InvalidInput
from tenants.models import User
from tenants.outside import OutsideRefused, outside_check


@transaction.atomic
def source_web_add(
    *,
    kind: str,
    url: str,
    name: str = "",
    category: Category | None = None,
    author: User | None = None,
    **more: Any,
) -> Source:
    """Add a web page or a site and owe its reading. `more`: what source_update takes. `name` "" means the address.

    Raises InvalidInput, also for an address that is not reached from here.
    """
    if kind not in (Source.Kind.PAGE, Source.Kind.SITE):
        raise InvalidInput(_("This is a web page or a site."), field="kind")
    url = address_checked(url)
    if same := Source.objects.filter(kind=kind, url=url).first():
        message = _("This address is here already, as “%(name)s”.") % {"name": same.name}
        raise InvalidInput(message, field="url", code="taken", extra={"source_id": same.pk})
    source = Source.objects.create(
        kind=kind,
        url=url,
        name=url[:200],
        author_id=author.pk if author else None,
        author_name=str(author) if author else "",
    )
    named = name or (host_of(url) + path_of(url)).rstrip("/")
    source = source_update(source=source, changes={"name": named, "category": category, **more})
    return source_read_again(source=source)


def address_checked(url: str) -> str:
    """The address of a page in its normal spelling. Raises InvalidInput when it is none, or not to be reached."""
    url = url.strip()
    normal = address_normal(url if "://" in url else f"https://{url}")
    if normal is None:
        raise InvalidInput(_("Give the address of a page, as https://example.com/help."), field="url")
    try:
        outside_check(normal)
    except OutsideRefused as refused:
        raise InvalidInput(str(refused), field="url", code=refused.failure) from refused
    return normal


@transaction.atomic
def source_read_by_schedule(*, source_id: int) -> None:
    """Its time has come: read it, unless that is under way or was switched off, and owe the next."""
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is None or not source.schedule:
        return
    if not source.is_being_read:
        source = source_read_again(source=source)
    source_schedule(source=source)
