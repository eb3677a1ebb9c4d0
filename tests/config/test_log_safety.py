import pytest

from config.log_safety import drop_secrets

SECRET = "s3cr3t-value-of-some-length"


class TestDropSecrets:
    @pytest.mark.parametrize(
        "event",
        [
            {"password": SECRET},
            {"client_secret": SECRET},
            {"headers": {"Authorization": f"Bearer {SECRET}"}},
            {"event": f"Authorization: Bearer {SECRET}"},
            {"request": f"POST /api/crm/webhook/abc123/{SECRET}"},
            {"request": f"POST /api/crm/widget/abc123/{SECRET}"},
            {"request": f"GET /invitations/{SECRET}"},
            {"request": f"POST /accounts/confirm-email/{SECRET}/"},
            {"request": f"GET /accounts/password/reset/key/{SECRET}/"},
            {"url": f"/api/integrations/kommo/oauth/callback?code={SECRET}&state={SECRET}"},
            {"exception": f"Traceback … refresh_token={SECRET}"},
            {"body": [f"access_token={SECRET}"]},
            {"token_was": f"lw_{SECRET}"},
            {"said": f"lw_{SECRET}"},
            {"jwt": f"eyJhbGciOi.eyJ{SECRET}.abc-{SECRET}"},
        ],
    )
    def test_it_masks(self, event):
        assert SECRET not in str(drop_secrets(None, "info", event))

    def test_it_leaves_the_rest_alone(self):
        event = {"event": "job_failed", "tenant_id": 3, "job_id": 9, "request": "GET /manage/sever/inbox"}
        assert drop_secrets(None, "info", dict(event)) == event

    def test_the_public_id_of_a_hook_stays_readable(self):
        masked = drop_secrets(None, "info", {"request": f"POST /api/crm/webhook/abc123/{SECRET}"})
        assert masked["request"] == "POST /api/crm/webhook/abc123/***"
