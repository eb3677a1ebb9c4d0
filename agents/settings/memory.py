"""What an agent remembers."""

from agents.settings.base import Part
from agents.settings.types import Switch


class Memory(Part):
    """`within`: of a conversation too long to be shown whole, a summary; `across`: of a contact, what they said of
    themselves in any conversation, and a line on each of the last ones.
    """

    within: Switch = True
    across: Switch = True
