"""The names under which the processes share what they know about one account, seen from one address of ours."""

from dataclasses import dataclass

# Of the counts of calls: how long one lasts, and for how long it is kept.
TRAFFIC_SECONDS = 600
TRAFFIC_KEPT_SECONDS = 25 * 3600


@dataclass(frozen=True, slots=True)
class BucketKeys:
    """`name` is the account's host: known before the account's id is, and one for one account."""

    egress: str
    name: str

    @property
    def line(self) -> str:
        """When the next call may be made, milliseconds."""
        return self._key("line")

    @property
    def background_line(self) -> str:
        return self._key("line-background")

    @property
    def sent(self) -> str:
        """When the last calls were made, newest first."""
        return self._key("sent")

    @property
    def pause(self) -> str:
        return self._key("pause")

    @property
    def pauses_in_a_row(self) -> str:
        return self._key("pauses")

    @property
    def pause_of_all(self) -> str:
        return f"kommo:{self.egress}:pause"

    @property
    def banned(self) -> str:
        return f"kommo:{self.egress}:banned"

    def traffic(self, *, at: float) -> str:
        """The counts of the ten minutes around a time, Unix seconds."""
        return self._key(f"traffic:{int(at // TRAFFIC_SECONDS)}")

    def _key(self, what: str) -> str:
        return f"kommo:{self.egress}:{what}:{self.name}"
