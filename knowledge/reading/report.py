"""How a reading tells how far it is, and learns that it is not wanted any more."""

from collections.abc import Callable

# report(state, done, steps), `state` of Source.State: to be called often. Raises ReadingStopped.
Report = Callable[[str, int, int], None]


class ReadingStopped(Exception):
    """Somebody stopped the reading, or asked for another: what was done so far is thrown away."""
