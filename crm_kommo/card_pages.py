"""Where people find a card in Kommo. Pure."""

PAGES = {"leads": "/leads/detail/{}", "contacts": "/contacts/detail/{}", "companies": "/companies/detail/{}"}


def card_page(base_url: str, *, entity: str, card_id: int) -> str:
    """`base_url` of the account."""
    return base_url + PAGES[entity].format(card_id)
