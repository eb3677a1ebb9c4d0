"""The built-in model: no network, no invention. It quotes the best passage, or says plainly that it does not know."""

import re

from agents.llm.frames import frame_of, is_greeting
from agents.llm.plain import plain_text
from agents.llm.types import ChatAnswer, ChatRequest, Passage
from agents.words import beginnings

NAME = "built-in"
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
WORD = re.compile(r"\w{3,}")
# A passage up to this long is quoted whole; of a longer one, some sentences: an answer in a chat, not an article.
WHOLE_UP_TO = 450
MOST_SENTENCES = 4


class ExtractiveModel:
    def answer(self, request: ChatRequest) -> ChatAnswer:
        """Greet when greeted, quote when the search trusts its best passage, else say that it does not know.

        To one who asked nothing and only told something it says thank you instead.
        """
        question = request.turns[-1].text
        frame = frame_of(language=request.language, style=request.style)
        if is_greeting(question):
            return ChatAnswer(text=frame.greeting, model=NAME, knows=True)
        if not (request.passages and request.confident):
            if request.noted:
                return ChatAnswer(text=frame.noted, model=NAME, knows=True)
            return ChatAnswer(text=frame.unknown, model=NAME, knows=False)
        best = request.passages[0]
        opening = frame.quote if best.language in ("", request.language) else frame.quote_other_language
        return ChatAnswer(text=f"{opening}\n{_quote(best, question)}", model=NAME, knows=True, used=[best.article_id])


def _quote(passage: Passage, question: str) -> str:
    """The sentences that share most words with the question, in the order in which they stand, with what is between."""
    text = plain_text(passage.text)
    sentences = [part.strip() for part in SENTENCE.split(text) if part.strip()]
    if len(text) <= WHOLE_UP_TO or len(sentences) <= MOST_SENTENCES:
        return "\n".join(line for line in text.splitlines() if line.strip())
    asked = beginnings(WORD.findall(question))
    shared = [len(asked & beginnings(WORD.findall(sentence))) for sentence in sentences]
    starts = range(len(sentences) - MOST_SENTENCES + 1)
    best = max(starts, key=lambda start: (sum(shared[start : start + MOST_SENTENCES]), -start))
    return " ".join(sentences[best : best + MOST_SENTENCES])
