import pytest

from tenants.outside import OutsideRefused, outside_check


class TestOutsideCheck:
    @pytest.mark.parametrize(
        "url",
        [
            "https://127.0.0.1/v1",
            "https://localhost/v1",
            "https://[::1]/v1",
            "https://[::ffff:10.0.0.1]/v1",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "https://[::127.0.0.1]/",
            "https://[fec0::1]/",
            "https://192.88.99.1/",
            "https://10.1.2.3/v1",
            "https://192.168.0.1/v1",
            "https://169.254.169.254/latest/meta-data",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "http://93.184.216.34/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:6379/",
            "https://user:secret@93.184.216.34/",
            "https://",
            "nonsense",
            "https://93.184.216.34:99999/",
            "https://no-such-host.invalid/",
            "https://[",
            "https://\u2100.test/",
            "https://a\ud800.test/",
            "https://a\0.test/",
        ],
    )
    def test_it_refuses(self, url):
        with pytest.raises(OutsideRefused):
            outside_check(url)

    def test_it_lets_a_public_https_address_pass(self):
        outside_check("https://93.184.216.34/v1")

    def test_it_lets_exactly_the_allowed_pass(self, settings):
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:9999"]
        outside_check("http://127.0.0.1:9999/v1")
        with pytest.raises(OutsideRefused):
            outside_check("http://127.0.0.1:9998/v1")
