"""What a model said, whole or in pieces, read with distrust: weak servers leave out and add what they like."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.billing.attempts import Usage, tokens_about
from agents.llm.errors import ModelUnusable
from agents.llm.types import UNKNOWN_MARK, ToolCall
from agents.words import storable

# A token has hardly ever more of them.
CHARACTERS_MOST = 8
# More than any loop allows: the rest is not even read.
CALLS_MOST = 32
ARGUMENTS_MOST = 20_000


@dataclass
class Said:
    """`finish`: why it ended, "" where that was not said."""

    text: str = ""
    calls: list[ToolCall] = field(default_factory=list)
    finish: str = ""
    usage: Any = None

    def checked(self, *, may_call: bool) -> "Said":
        """Without calls that nobody asked for. Raises ModelUnusable for what says nothing."""
        self.calls = self.calls if may_call else []
        if not self.text.strip() and not self.calls:
            raise ModelUnusable(f"the answer is empty (finish reason: {self.finish or 'none'})")
        return self

    def usage_or(self, asked: str) -> Usage:
        """The provider's count, else an estimate. `asked`: all that the model was sent."""
        read, wrote = getattr(self.usage, "prompt_tokens", 0), getattr(self.usage, "completion_tokens", 0)
        if not (read or wrote):
            said = self.text + "".join(call.arguments for call in self.calls)
            return Usage(read=tokens_about(asked), wrote=tokens_about(said), is_estimated=True)
        details = getattr(self.usage, "prompt_tokens_details", None)
        return Usage(read=read or 0, wrote=wrote or 0, cached=getattr(details, "cached_tokens", 0) or 0)


def said_whole(completion: object, *, max_tokens: int) -> Said:
    """Raises ModelUnusable: an address that answers HTML with 200 gives a text here."""
    choices = getattr(completion, "choices", None)
    if not choices:
        raise ModelUnusable("the answer is not a chat completion; is the address right (it usually ends in /v1)?")
    message = choices[0].message
    return Said(
        text=_text(getattr(message, "content", None), max_tokens),
        calls=_calls(getattr(message, "tool_calls", None) or []),
        finish=choices[0].finish_reason or "",
        usage=getattr(completion, "usage", None),
    )


def said_in_pieces(pieces: Iterable[Any], *, max_tokens: int, on_text: Callable[[str], None]) -> Said:
    """Raises ModelUnusable for a stream that ends before its end: a cut connection looks like one that is done."""
    said, begun = Said(), {}
    for piece in pieces:
        said.usage = getattr(piece, "usage", None) or said.usage
        for choice in (getattr(piece, "choices", None) or [])[:1]:
            said.finish = choice.finish_reason or said.finish
            _take_calls(begun, getattr(choice.delta, "tool_calls", None) or [])
            if more := getattr(choice.delta, "content", None):
                said.text = _text(said.text + more, max_tokens)
                if shown := shown_so_far(said.text):
                    on_text(shown)
    if not said.finish:
        raise ModelUnusable("the answer was cut off in the middle")
    said.calls = [
        ToolCall(**{**call, "id": call["id"] or f"call_{place}"}) for place, call in enumerate(begun.values())
    ]
    return said


def shown_so_far(text: str) -> str:
    """Of a text that is still growing, without the mark by which a model says that it does not know."""
    begins = text.lstrip()
    if UNKNOWN_MARK.startswith(begins):
        return ""
    return begins.removeprefix(UNKNOWN_MARK).lstrip()


def _text(content: Any, max_tokens: int) -> str:
    """A server that does not keep to max_tokens may answer with a book."""
    return storable((content if isinstance(content, str) else "")[: max_tokens * CHARACTERS_MOST])


def _calls(made: Sequence[Any]) -> list[ToolCall]:
    found = []
    for place, call in enumerate(made[:CALLS_MOST]):
        function = getattr(call, "function", None)
        name, arguments = getattr(function, "name", None) or "", getattr(function, "arguments", None) or ""
        found.append(
            ToolCall(getattr(call, "id", None) or f"call_{place}", storable(name), storable(arguments)[:ARGUMENTS_MOST])
        )
    return found


def _take_calls(begun: dict[int, dict[str, str]], pieces: Sequence[Any]) -> None:
    """The name comes first, the arguments bit by bit."""
    for piece in pieces:
        if piece.index not in begun and len(begun) == CALLS_MOST:
            continue
        call = begun.setdefault(piece.index, {"id": "", "name": "", "arguments": ""})
        function = piece.function
        call["id"] = piece.id or call["id"]
        call["name"] += storable(getattr(function, "name", None) or "")
        more = storable(getattr(function, "arguments", None) or "")
        call["arguments"] = (call["arguments"] + more)[:ARGUMENTS_MOST]
