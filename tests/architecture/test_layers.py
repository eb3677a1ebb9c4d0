"""What a linter of imports cannot see."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from config.paths import ROOT
from tenants.admin_sites import platform_admin, tenant_admin

RANK = {
    "tenants": 0,
    "chat": 1,
    "crm_kommo": 1,
    "knowledge": 1,
    "mailbox": 2,
    "agents": 3,
    "automation": 4,
    "dashboard": 5,
}
NOT_IN_AN_ADMIN = {
    "ChunkEmbedding": "numbers; the passage they belong to is there",
    "SentenceEmbedding": "numbers; the passage they belong to is there",
    "VectorAhead": "numbers, for as long as their article is worked on",
    "FilePart": "bytes; the source they belong to is there",
    "Posting": "the word index; the passage it was made of is there",
}
SOURCES = [*RANK, "config", "kommo_standin"]


def python_files(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


class TestModels:
    def test_no_foreign_key_points_up_or_between_the_pillars(self):
        wrong = []
        for model in apps.get_models():
            mine = RANK.get(model._meta.app_label)
            for field in model._meta.get_fields():
                other = getattr(field, "related_model", None)
                if mine is None or other is None or not field.concrete:
                    continue
                theirs = RANK.get(other._meta.app_label)
                same_app = other._meta.app_label == model._meta.app_label
                if theirs is not None and not same_app and theirs >= mine:
                    wrong.append(f"{model.__name__}.{field.name} -> {other.__name__}")
        assert wrong == []

    def test_every_model_is_in_an_admin_site(self):
        registered = set(platform_admin._registry) | set(tenant_admin._registry)
        inline = {
            inline.model
            for admin in [*platform_admin._registry.values(), *tenant_admin._registry.values()]
            for inline in admin.inlines
        }
        ours = {model for model in apps.get_models() if model._meta.app_label in RANK}
        assert {model.__name__ for model in ours - registered - inline} == set(NOT_IN_AN_ADMIN)

    def test_tenants_is_only_shared_and_the_pillars_are_only_in_tenants(self):
        assert "tenants" not in settings.TENANT_APPS
        assert not set(settings.TENANT_APPS) & set(settings.SHARED_APPS)


class TestSources:
    @pytest.mark.parametrize("pattern", [r"send_task\(", r"\.apply_async\(", r"\.delay\("])
    def test_work_is_put_as_a_job_never_sent_to_celery(self, pattern):
        allowed = {"tenants/clock.py"}
        found = {str(path.relative_to(ROOT)) for path in python_files(*SOURCES) if re.search(pattern, path.read_text())}
        assert found <= allowed

    @pytest.mark.parametrize("word", ["unittest" + ".mock", "task_always" + "_eager", "mocker" + ".patch"])
    def test_nothing_is_patched_in_the_tests(self, word):
        assert [str(path) for path in python_files("tests") if word in path.read_text()] == []

    def test_doors_have_the_names_by_which_the_linter_knows_them(self):
        """A page in chat_way_views.py may import whatever it likes: the contract of layers knows `views` and `api`."""
        doors = [
            path.relative_to(ROOT)
            for path in python_files(*RANK)
            if re.search(r"^@tenant_role_required\(|\(TenantAPIView\):", path.read_text(), re.MULTILINE)
        ]
        assert doors
        assert [str(path) for path in doors if not {"views", "api"} & {*path.parts, path.stem}] == []

    def test_the_engines_of_kommo_know_no_service(self):
        """They are many modules with names of their own, below the services and unknown to the contract of layers."""
        above = {"admin", "api", "forms", "receivers", "services", "tasks", "urls", "views"}
        importing = re.compile(r"from crm_kommo(\.services| import (.*\W)?services\b)")
        found = [path.relative_to(ROOT) for path in python_files("crm_kommo") if importing.search(path.read_text())]
        assert found
        assert [str(path) for path in found if not above & {*path.parts, path.stem}] == []

    def test_only_automation_listens_across_apps(self):
        """A receiver elsewhere may only listen to its own app or to a library."""
        wrong = []
        for path in python_files(*RANK):
            app = path.relative_to(ROOT).parts[0]
            if app == "automation" or "@receiver" not in path.read_text():
                continue
            wrong += [
                f"{path}: {other}"
                for other in RANK
                if other != app and re.search(rf"^from {other}[\w.]* import .*signal", path.read_text(), re.MULTILINE)
            ]
        assert wrong == []

    def test_nothing_speaks_of_things_outside_the_project(self):
        words = ["../sha" + "red", "/wo" + "rk/", "pypi." + "org", "files.python" + "hosted"]
        files = [*python_files(*SOURCES, "tests"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.*"), ROOT / "Makefile"]
        found = [(str(path), word) for path in files if path.is_file() for word in words if word in path.read_text()]
        assert found == []


class TestTemplates:
    def test_no_template_needs_inline_script_or_style(self):
        inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", re.IGNORECASE)
        wrong = [
            f"{path.relative_to(ROOT)}: {found.group(0)}"
            for path in ROOT.glob("templates/**/*.html")
            if (found := inline.search(path.read_text()))
        ]
        assert wrong == []

    def test_the_browser_loads_nothing_from_elsewhere(self):
        outside = re.compile(r"(?:src|href)=[\"'](?:https?:)?//|url\(\s*[\"']?(?:https?:)?//", re.IGNORECASE)
        files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/**/*.css")]
        assert [str(path) for path in files if outside.search(path.read_text())] == []
