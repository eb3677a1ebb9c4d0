"""`make messages`: collect every marked string into locale/*/LC_MESSAGES/django.po, without gettext's programs."""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from config.paths import ROOT

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
SOURCES = ["agents", "automation", "chat", "config", "crm_kommo", "dashboard", "knowledge", "mailbox", "tenants"]
LANGUAGES = ["ru"]


def extract_template(file: io.BufferedReader, keywords: dict, comment_tags: list, options: dict) -> Iterator[tuple]:
    """Babel's extraction method for Django templates: Django itself turns one into something Python-like."""
    source = templatize(file.read().decode(), origin=str(file.name))
    # What is not a message is blanked out with its indentation kept, which Python's tokenizer takes amiss.
    source = "\n".join(line.lstrip() for line in source.splitlines())
    yield from extract_python(io.BytesIO(source.encode()), keywords, comment_tags, options)


def collect() -> Catalog:
    """Every marked string of the project, with the files it stands in."""
    catalog = Catalog(charset="utf-8", project="Leadwright")
    for method, files in (("python", _python_files()), (extract_template, _templates())):
        for file in files:
            for _line, message, comments, context in extract_from_file(method, str(file), keywords=KEYWORDS):
                place = [(str(file.relative_to(ROOT)), None)]
                flags = ["python-format"] if "%(" in (message if isinstance(message, str) else message[0]) else []
                catalog.add(message, None, place, auto_comments=comments, context=context, flags=flags)
    return catalog


def update(language: str, template: Catalog) -> int:
    """Merge the collected strings into a language's file; the number that have no translation yet."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        with path.open("rb") as existing:
            catalog = read_po(existing, locale=language)
    else:
        catalog = Catalog(locale=language, charset="utf-8", project="Leadwright")
    catalog.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    with path.open("wb") as out:
        write_po(
            out, catalog, omit_header=False, sort_output=True, include_lineno=False, ignore_obsolete=True, width=120
        )
    return sum(1 for message in catalog if message.id and not _is_translated(message))


def _is_translated(message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _python_files() -> Iterable[Path]:
    for source in SOURCES:
        yield from sorted(path for path in (ROOT / source).rglob("*.py") if "migrations" not in path.parts)


def _templates() -> list[Path]:
    """Pages, and the texts of mails."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def main() -> int:
    settings.configure(USE_I18N=False, DATABASES={})
    template = collect()
    for language in LANGUAGES:
        print(f"{language}: {update(language, template)} of {len(template)} strings are not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
