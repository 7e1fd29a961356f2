"""A real site refuses to start half-configured, and the demo refuses to be anything else than a demo."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

PRODUCTION = {
    "KRETSLOP_SECRET_KEY": secrets.token_urlsafe(50),
    "KRETSLOP_HOSTS": "kretslop.example.org",
    "DATABASE_URL": "postgresql://kretslop@db.example.org/kretslop",
}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a site of its own, which knows nothing of this test run."""
    return python("manage.py", *words, **environment)


def told(what: str, **environment: str) -> str:
    """Return what such a site's settings `s` say; Django itself is not started."""
    run = python("-c", f"from kretslop import settings as s; print({what})", **environment)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("KRETSLOP_", "DJANGO_"))}
    clean.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, *words],
        cwd=settings.BASE_DIR,
        env=clean | {"KRETSLOP_VAR": str(settings.VAR)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_passes_the_deployment_check():
    run = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout


def test_the_deployment_check_can_fail(settings):
    settings.SECRET_KEY = "short"
    with pytest.raises(CommandError, match=r"security\.W009"):
        call_command("check", deploy=True, fail_level="WARNING")


def test_no_secret_key_no_start():
    run = manage("check", KRETSLOP_HOSTS="kretslop.example.org")
    assert run.returncode != 0
    assert "KRETSLOP_SECRET_KEY is missing" in run.stderr


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"KRETSLOP_HOSTS": "kretslop.example.org"}, "names kretslop.example.org"),
        ({"DATABASE_URL": "postgresql://db.example.org/kretslop"}, "points at db.example.org"),
        ({"DATABASE_URL": "postgresql:///kretslop?host=db.example.org"}, "points at db.example.org"),
        ({"DATABASE_URL": "postgresql://localhost,db.example.org/kretslop"}, "not this machine"),
        ({"DATABASE_URL": "postgresql://localhost/kretslop?hostaddr=192.0.2.1"}, "not this machine"),
        ({"DATABASE_URL": "postgresql:///kretslop?service=region"}, "not this machine"),
        ({"DATABASE_URL": "postgresql:///kretslop", "PGHOST": "db.example.org"}, "points at db.example.org"),
    ],
)
@pytest.mark.parametrize("mode", ["KRETSLOP_DEMO", "KRETSLOP_TEST"])
def test_the_demo_never_leaves_this_machine(environment, reason, mode):
    run = python("-c", "from kretslop import settings", **{mode: "1"}, **environment)
    assert run.returncode != 0
    assert "ImproperlyConfigured" in run.stderr
    assert reason in run.stderr


@pytest.mark.parametrize("url", ["postgresql:///kretslop", "postgresql://me@127.0.0.1:5433/kretslop"])
def test_the_demo_may_use_a_database_on_this_machine(url):
    assert told("s.DEMO", KRETSLOP_DEMO="1", KRETSLOP_HOSTS="localhost", DATABASE_URL=url) == "True"


def test_a_real_site_has_no_demo():
    said = told("s.DEMO, *s.INSTALLED_APPS", **PRODUCTION)
    assert said.startswith("False ")
    assert "kretslop.demo" not in said


def test_the_demo_command_needs_the_demo():
    with pytest.raises(CommandError, match="KRETSLOP_DEMO"):
        call_command("demo")


def test_database_url_is_read_whole():
    url = "postgresql://kari:p%40ss%2Fword@db.example.org:6432/region?sslmode=verify-full"
    show = "*(s.DATABASES['default'][name] for name in ('USER', 'PASSWORD', 'HOST', 'PORT', 'NAME', 'OPTIONS'))"
    said = told(show, **PRODUCTION | {"DATABASE_URL": url})
    assert said == "kari p@ss/word db.example.org 6432 region {'sslmode': 'verify-full'}"


def test_other_databases_are_turned_away():
    run = manage("check", **PRODUCTION | {"DATABASE_URL": "mysql://localhost/kretslop"})
    assert "must start with postgresql://" in run.stderr


@pytest.mark.django_db
def test_the_content_policy_allows_nothing_unsafe(client):
    policy = client.get("/ui/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.django_db
def test_htmx_is_on_a_short_leash(client):
    page = client.get("/ui/").content.decode()
    for setting in ('"allowEval": false', '"includeIndicatorStyles": false', '"selfRequestsOnly": true'):
        assert setting in page


def test_every_variable_is_documented():
    source = (settings.BASE_DIR / "kretslop" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"""(?:environ\.get\(|environ\[|_flag\(|_words\()["'](\w+)["']""", source))
    assert {"KRETSLOP_SECRET_KEY", "KRETSLOP_HOSTS", "DATABASE_URL"} <= read
    documented = set(re.findall(r"`(\w+)`", (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")))
    assert read - documented == set()
