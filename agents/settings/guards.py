from typing import Literal

from agents.settings.base import Part


class Guards(Part):
    """What becomes of an answer that states or promises what nothing proves.

    off: it is sent · flag: it is sent, and the decision says so · block: it is repaired once, then sent without that,
    or not at all. Orders of the agent are never said on to a customer, whatever is chosen.
    """

    level: Literal["off", "flag", "block"] = "block"
