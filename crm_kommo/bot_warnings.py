"""What is wrong with the bots of an account, as far as Kommo tells: their kind and whether they are on. In words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from crm_kommo.client.resources.bots import Bot
from crm_kommo.models import ChatWay

STARTS_BY_ITSELF = "greeting"


def bot_warnings(bots: Sequence[Bot], *, way: ChatWay) -> list[str]:
    """A bot that starts in every new conversation answers beside the agent, so that customers get two answers."""
    warnings = []
    for bot in bots:
        if bot.kind == STARTS_BY_ITSELF and bot.is_active:
            text = _(
                "The bot “%(bot)s” starts by itself in new conversations, so that customers may get two answers. In "
                "its settings in Kommo, take away the trigger or switch it off."
            )
            warnings.append(text % {"bot": bot.name})
    chosen = next((bot for bot in bots if bot.id == way.bot_id), None)
    if way.bot_id is not None and chosen is None:
        warnings.append(_("The bot “%(bot)s” is no longer in Kommo. Choose another one.") % {"bot": way.bot_name})
    elif chosen is not None and not chosen.is_active:
        warnings.append(_("The bot “%(bot)s” is switched off in Kommo.") % {"bot": chosen.name})
    return warnings
