"""Addresses outside any workspace. Inside one, Django's reverse() stays inside it (tenants/middleware.py)."""

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from tenants.models import Tenant


def public_path(name: str, *args: object) -> str:
    """The path of a page outside any workspace, from wherever it is asked."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args, urlconf=settings.ROOT_URLCONF)
    finally:
        set_script_prefix(prefix)


def public_address(name: str, *args: object) -> str:
    """The same with scheme and host: for mails, and for services that call us."""
    return settings.PUBLIC_URL + public_path(name, *args)


def workspace_path(tenant: Tenant, name: str, *args: object) -> str:
    """The path of a page inside a workspace, from outside of it."""
    prefix = get_script_prefix()
    set_script_prefix(f"/manage/{tenant.slug}/")
    try:
        return reverse(name, args=args, urlconf=settings.TENANT_URLCONF)
    finally:
        set_script_prefix(prefix)


def workspace_address(tenant: Tenant, name: str, *args: object) -> str:
    """The same with scheme and host: for mails."""
    return settings.PUBLIC_URL + workspace_path(tenant, name, *args)
