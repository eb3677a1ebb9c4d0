from django.utils.translation import gettext as _

from crm_kommo.models import Channel
from tenants.errors import InvalidInput

# Long enough to tell channels apart; Kommo itself calls some by longer names, which may stay.
NAME_MOST = 100


def channel_update(*, channel: Channel, name: str | None = None, is_enabled: bool | None = None) -> Channel:
    """Name a channel, or let agents answer in it or not; None leaves it. Raises InvalidInput (name)."""
    name = channel.name if name is None else name.replace("\x00", "").strip()
    if name != channel.name:
        if not name:
            raise InvalidInput(_("Give the channel a name."), field="name")
        if len(name) > NAME_MOST:
            raise InvalidInput(_("The name is too long: %(most)d characters fit.") % {"most": NAME_MOST}, field="name")
        channel.name = name
    if is_enabled is not None:
        channel.is_enabled = is_enabled
    channel.save(update_fields=["name", "is_enabled"])
    return channel
