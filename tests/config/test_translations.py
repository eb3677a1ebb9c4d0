import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from config.messages import LANGUAGES, collect
from config.paths import ROOT


@pytest.mark.parametrize("language", LANGUAGES)
class TestTranslations:
    def test_every_string_is_translated(self, language):
        with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as po:
            catalog = read_po(po, locale=language)
        missing = []
        for message in collect():
            if not message.id:
                continue
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            found = catalog.get(key, message.context)
            strings = found.string if found and isinstance(found.string, tuple) else [found.string if found else ""]
            if not all(strings):
                missing.append(message.id)
        assert missing == []

    def test_the_pages_speak_it(self, language, client, db):
        assert language in dict(settings.LANGUAGES)
        page = client.get("/accounts/login/", headers={"Accept-Language": language}).content.decode()
        assert f'lang="{language}"' in page
