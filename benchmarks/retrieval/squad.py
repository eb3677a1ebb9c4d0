"""A file in SQuAD's JSON form → paragraphs and the questions that they answer. Pure.

The form: {"data": [{"title", "paragraphs": [{"context", "qas": [{"question", …}]}]}]}. A question that SQuAD 2 marks
`is_impossible` has no paragraph that answers it, and is left out. A text that stands twice is one paragraph.
"""

import json
from dataclasses import dataclass
from pathlib import Path

LONGEST_TITLE = 200
# Of a paragraph without a title: so many of its first words stand in for one.
WORDS_OF_TITLE = 6


@dataclass(frozen=True)
class Paragraph:
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    """`paragraph`: the number of the one it was asked about."""

    text: str
    paragraph: int


@dataclass(frozen=True)
class QuestionSet:
    name: str
    paragraphs: list[Paragraph]
    questions: list[Question]


def question_sets(folder: Path) -> list[QuestionSet]:
    """Every file of the folder that has the form, by name. A file of another form is passed over."""
    read = [question_set(path) for path in sorted(folder.rglob("*.json"))]
    return [found for found in read if found]


def question_set(path: Path) -> QuestionSet | None:
    """None: the file is of another form, or empty."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["data"]
        read = [
            (str(entry.get("title") or ""), paragraph["context"].strip(), paragraph["qas"])
            for entry in entries
            for paragraph in entry["paragraphs"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    numbers: dict[str, int] = {}
    paragraphs, questions = [], []
    for title, text, asked in read:
        if not text:
            continue
        if text not in numbers:
            numbers[text] = len(paragraphs)
            paragraphs.append(Paragraph(_title(title, text), text))
        questions += [
            Question(one["question"].strip(), numbers[text])
            for one in asked
            if one.get("question", "").strip() and not one.get("is_impossible")
        ]
    return QuestionSet(path.stem, paragraphs, questions) if questions else None


def _title(title: str, text: str) -> str:
    return (title.replace("_", " ").strip() or " ".join(text.split()[:WORDS_OF_TITLE]))[:LONGEST_TITLE]
