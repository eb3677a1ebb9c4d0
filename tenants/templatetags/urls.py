from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

register = template.Library()


@register.simple_tag
def public_url(name: str, *args: object) -> str:
    """The address of a page outside any workspace. `{% url %}` inside one stays inside it."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args, urlconf=settings.ROOT_URLCONF)
    finally:
        set_script_prefix(prefix)
