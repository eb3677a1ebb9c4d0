from datetime import datetime

from django import template

from tenants.moments import ago as in_words

register = template.Library()


@register.filter
def ago(at: datetime | None) -> str:
    """Empty for what never was."""
    return in_words(at) if at else ""
