"""Files on the drive and on cards, by the client at the stand-in."""

import pytest
import requests

from crm_kommo.client import errors
from crm_kommo.client.drive import drive_base_url, path_on
from tests.crm_kommo.clients import client_at

LEAD_ID = 30052001
LARGE = bytes(range(256)) * 4096  # 1 MiB: two parts of 512 KiB


class TestFiles:
    def test_a_file_goes_up_in_parts_and_comes_back_whole(self, kommo, api) -> None:
        kommo.forget_calls()
        file = api.files.upload(name="price.png", content=LARGE, content_type="image/png")

        assert (file.name, file.size, file.mime_type) == ("price", len(LARGE), "image/png")
        assert len(kommo.calls("POST /v1.0/sessions/upload/")) == 2
        assert requests.get(file.download_url, timeout=10).content == LARGE
        assert api.files.get(file_uuid=file.uuid) == file

    def test_it_lies_on_a_card_until_it_is_taken_off(self, api) -> None:
        file = api.files.upload(name="price.pdf", content=b"%PDF", content_type="application/pdf")
        api.files.attach(entity="leads", entity_id=LEAD_ID, file_uuids=[file.uuid])
        assert [link.file_uuid for link in api.files.attached(entity="leads", entity_id=LEAD_ID)] == [file.uuid]

        api.files.detach(entity="leads", entity_id=LEAD_ID, file_uuids=[file.uuid])
        assert api.files.attached(entity="leads", entity_id=LEAD_ID) == []
        api.files.delete(file_uuids=[file.uuid])
        assert api.files.get(file_uuid=file.uuid) is None

    def test_without_the_permission_it_is_said(self, kommo) -> None:
        client = client_at(kommo, scopes=["crm"])
        with pytest.raises(errors.MissingScope):
            client.files.upload(name="a.txt", content=b"a", content_type="text/plain")

    def test_an_empty_file_is_not_sent(self, kommo, api) -> None:
        kommo.forget_calls()
        with pytest.raises(errors.Refused):
            api.files.upload(name="a.txt", content=b"", content_type="text/plain")
        assert kommo.calls("POST") == []

    def test_a_lost_part_ends_the_upload(self, kommo, api) -> None:
        kommo.fail("/v1.0/sessions/upload/", cut=True)
        with pytest.raises(errors.NoAnswer):
            api.files.upload(name="a.png", content=LARGE, content_type="image/png")


class TestDriveHost:
    @pytest.mark.parametrize(
        "url", ["https://drive-b.kommo.com", "https://drive-c.amocrm.ru/", "https://drive.amocrm.com"]
    )
    def test_a_host_of_kommo_gets_the_token(self, url) -> None:
        assert drive_base_url(url) == url.rstrip("/")

    @pytest.mark.parametrize(
        "url",
        [
            None,
            "",
            "http://drive-b.kommo.com",
            "https://drive-b.kommo.com.evil.example",
            "https://evil.example/drive-b.kommo.com",
            "https://user@drive-b.kommo.com",
            "https://drive-b.kommo.com:8443",
            "https://drive-b.kommo.com:x",
            "https://127.0.0.1",
            "file:///etc/passwd",
        ],
    )
    def test_no_other_host_does(self, url) -> None:
        with pytest.raises(errors.UnreadableAnswer):
            drive_base_url(url)

    @pytest.mark.parametrize("url", [None, "https://drive-c.kommo.com/x", "http://drive-b.kommo.com/x", "/x"])
    def test_the_next_part_stays_on_the_drive(self, url) -> None:
        assert path_on("https://drive-b.kommo.com", "https://drive-b.kommo.com/x?y=1") == "/x?y=1"
        with pytest.raises(errors.UnreadableAnswer):
            path_on("https://drive-b.kommo.com", url)
