from django import template

from tenants.addresses import public_path

register = template.Library()

register.simple_tag(public_path, name="public_url")
