"""Our integration as it is registered with each brand of Kommo: where the consent begins, and who we are there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from crm_kommo.models import Connection

Brand = Connection.Brand
AMOCRM_DOMAIN = ".amocrm.ru"


@dataclass(frozen=True, slots=True)
class Registration:
    brand: Connection.Brand
    oauth_url: str
    client_id: str
    client_secret: str

    @property
    def is_complete(self) -> bool:
        return bool(self.client_id and self.client_secret)


def registration_of(brand: str) -> Registration:
    """Values are trimmed: what is pasted into an environment often brings a line break with it."""
    if brand == Brand.AMOCRM:
        url, client_id, secret = settings.AMOCRM_OAUTH_URL, settings.AMOCRM_CLIENT_ID, settings.AMOCRM_CLIENT_SECRET
    else:
        url, client_id, secret = settings.KOMMO_OAUTH_URL, settings.KOMMO_CLIENT_ID, settings.KOMMO_CLIENT_SECRET
    return Registration(Brand(brand), url, client_id.strip(), secret.strip())


def registrations() -> list[Registration]:
    """Those that are set up on this platform."""
    return [registration for brand in Brand.values if (registration := registration_of(brand)).is_complete]


def registration_for(*, base_url: str, begun_with: str) -> Registration:
    """Whose secret goes to this account: its host's brand where we are registered there, else the consent's."""
    host = urlsplit(base_url).hostname or ""
    by_host = registration_of(Brand.AMOCRM if host.endswith(AMOCRM_DOMAIN) else begun_with)
    return by_host if by_host.is_complete else registration_of(begun_with)


def registration_with(client_id: str) -> Registration | None:
    """The one that has this id at Kommo."""
    return next((each for each in registrations() if each.client_id == client_id), None)
