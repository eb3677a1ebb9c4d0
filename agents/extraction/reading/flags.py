"""Yes or no, about what the field is called."""

from agents.extraction.hints import asks_for
from agents.extraction.reading.heard import Found, Heard
from agents.extraction.reading.negation import is_denied
from agents.extraction.types import Rule
from agents.words import Word, alike, word_set, words_of

SAID, ANSWERED = 0.85, 0.9
YES = word_set("да ага угу конечно нужна нужен нужно yes yeah yep sure ok ок sí si claro sim isso true")
NO = word_set("нет не неа no nope not não nao false")
_WANTING = word_set("""
    нужен нужна нужно нужны надо хочу хотим хотел хотела хотелось требуется понадобится оформите закажите добавьте
    need want require please include add
    necesito quiero queremos necesitamos quisiera
    preciso quero queremos precisamos gostaria
""")
_WITHOUT = word_set("без without sin sem")


def read_flag(rule: Rule, heard: Heard) -> list[Found[bool]]:
    if asks_for(heard.asked, rule) and heard.words:
        first = heard.words[0]
        if first.plain in YES | NO:
            return [Found(first.plain in YES, first.start, first.end, ANSWERED)]
    for run in _names(rule, heard):
        begins, ends = heard.sentence(run[0].start)
        if heard.is_asking(run[0].start):
            continue
        around = heard.words_between(begins, ends)
        wanting = [word for word in around if word.plain in _WANTING]
        without = [word for word in around if word.plain in _WITHOUT and word.end <= run[0].start]
        if not wanting and not (without and is_denied(heard, run[0].start)):
            continue
        denied = is_denied(heard, run[0].start) or any(is_denied(heard, word.start) for word in wanting)
        start = min(word.start for word in [run[0], *wanting, *without])
        end = max(word.end for word in [run[-1], *wanting])
        return [Found(not denied, start, end, SAID)]
    return []


def flag_of(words: str) -> bool | None:
    """What a word of yes or no means by itself."""
    plain = {word.plain for word in words_of(words)}
    if bool(plain & YES) == bool(plain & NO):
        return None
    return bool(plain & YES)


def _names(rule: Rule, heard: Heard) -> list[list[Word]]:
    """Where the field is named: by its own words, or by the words the company says for “yes”."""
    told = [rule.spec.name]
    told += [text for key, texts in rule.options.synonyms.items() if flag_of(key) for text in texts]
    runs = []
    for phrase in ([word.plain for word in words_of(text)] for text in told):
        for start in range(len(heard.words) - len(phrase) + 1):
            run = heard.words[start : start + len(phrase)]
            if phrase and all(alike(word.plain, sought) for word, sought in zip(run, phrase, strict=True)):
                runs.append(run)
    return runs
