"""One click signs in, and the mailbox shows every mail as it was sent."""

import os
import subprocess
import sys
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation

from kretslop.demo import mailbox
from kretslop.demo.mailbox import EmailBackend
from kretslop.messaging import actions, delivery
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar_files import Appointment, calendar_file
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(mailbox, "folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def _kept_mail(monkeypatch):
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "kretslop.demo.mailbox.EmailBackend")


def queued(key="one", **more):
    values = {
        "kind": "named_recruiter",
        "address": "sara.bakken@example.com",
        "name": "Sara Bakken",
        "context": {"campaign": "Software engineers 2026", "employer": "Havtech AS", "by": "Kari Berg"},
        "now": NOW,
        **more,
    }
    return actions.queue(key=key, **values)


def test_one_click_signs_in_and_leads_home(client):
    kari, ingrid = cast.kari(), cast.ingrid()
    page = client.get(reverse("demo:sign_in"))
    assert kari.ref in page.content.decode()
    answer = client.post(reverse("demo:sign_in"), {"ref": ingrid.ref})
    assert answer["Location"] == reverse("liaison:today")
    assert client.session["_auth_user_id"] == str(ingrid.pk)
    assert client.post(reverse("demo:sign_in"), {"ref": "nobody"}).status_code == 404


def test_a_link_alone_signs_nobody_in(client):
    client.get(reverse("demo:sign_in"), {"ref": cast.kari().ref})
    assert "_auth_user_id" not in client.session


def test_everybody_of_a_campaign_is_offered(client):
    campaign = cast.campaign()
    wanted = cast.wanted(cast.joined(campaign))
    cast.frozen(campaign)
    liaison = cast.ingrid()
    cast.introduced(cast.approved(campaign, liaison), wanted, liaison)
    said = client.get(reverse("demo:sign_in")).content.decode()
    for words in ("Sara Bakken", "Stand-in at Havtech AS", "1 candidate waits", "Diogo Salgado", "Talent liaison"):
        assert words in said
    with translation.override("nb"):
        client.cookies["django_language"] = "nb"
        assert "Hvem vil du være?" in client.get(reverse("demo:sign_in")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_mailbox_asks_as_much_for_one_mail_as_for_three(client, django_assert_num_queries, count):
    for number in range(count):
        queued(f"mail {number}")
    with django_assert_num_queries(3):
        page = client.get(reverse("demo:mailbox"))
    assert page.content.decode().count("Sara Bakken") == count


def test_the_mailbox_is_searched_by_person_and_says_when_a_mail_leaves(client):
    queued("one", now=timezone.now(), send_at=timezone.now() + timedelta(hours=2))
    queued("two", name="Jonas Vik", address="jonas.vik@example.com")
    found = client.get(reverse("demo:mailbox"), {"q": "sara"}).content.decode()
    assert "Leaves " in found
    assert "Jonas" not in found
    assert "No mail fits" in client.get(reverse("demo:mailbox"), {"q": "nobody"}).content.decode()


def test_kept_mails_stand_apart_and_say_why(client):
    queued("one", simulated=True)
    assert "Sara" not in client.get(reverse("demo:mailbox")).content.decode()
    assert "never sent: it is simulated" in client.get(reverse("demo:mailbox"), {"show": "kept"}).content.decode()


@pytest.mark.usefixtures("_kept_mail")
def test_a_code_can_be_read_after_the_outbox_has_blanked_it(client):
    mail = queued("one", holds_code=True)
    assert delivery.deliver(mail.pk, now=NOW) == "sent"
    mail.refresh_from_db()
    assert mail.text == ""
    text = client.get(reverse("demo:letter", args=[mail.ref]), {"as": "text"}).content.decode()
    assert "Havtech AS" in text
    assert client.get(reverse("demo:letter_body", args=[mail.ref])).status_code == 200


@pytest.mark.usefixtures("_kept_mail")
def test_a_mail_of_which_the_outbox_keeps_nothing_is_read_from_what_was_sent(client):
    mail = queued("one", passing=True)
    subject = mail.subject
    assert delivery.deliver(mail.pk, now=NOW) == "sent"
    mail.refresh_from_db()
    assert mail.subject == mail.to_address == ""
    for search in ("", "sara.bakken"):
        listed = unescape(client.get(reverse("demo:mailbox"), {"q": search}).content.decode())
        assert listed.count(subject) == 1
        assert "sara.bakken@example.com" in listed
    assert b"Havtech AS" in client.get(reverse("demo:letter", args=[mail.ref]), {"as": "text"}).content


def test_mails_from_elsewhere_are_shown_too(client):
    message = EmailMultiAlternatives("Your code is 1234", "Code: 1234", "kretslop@example.org", ["ana@example.org"])
    assert EmailBackend().send_messages([message]) == 1
    assert "Your code is 1234" in client.get(reverse("demo:mailbox")).content.decode()
    (ref,) = mailbox.refs()
    assert "Code: 1234" in client.get(reverse("demo:letter", args=[ref])).content.decode()
    assert OutboxMail.objects.count() == 0


def test_a_calendar_file_is_named_and_can_be_taken(client):
    file = calendar_file(
        Appointment("event-1", 0, NOW, NOW + timedelta(hours=1), "Info session"), method="REQUEST", now=NOW
    )
    mail, other = queued(calendar=file), queued("two")
    address = reverse("demo:letter_file", args=[mail.ref])
    assert "with kretslop.ics" in client.get(reverse("demo:mailbox")).content.decode()
    letter = client.get(reverse("demo:letter", args=[mail.ref])).content.decode()
    assert "Attached: kretslop.ics" in letter
    assert address in letter
    taken = client.get(address)
    assert taken["Content-Disposition"] == 'attachment; filename="kretslop.ics"'
    assert taken.content.decode() == file
    assert "Attached" not in client.get(reverse("demo:letter", args=[other.ref])).content.decode()
    assert client.get(reverse("demo:letter_file", args=[other.ref])).status_code == 404


def test_only_the_body_may_be_styled_in_place_and_nothing_in_it_may_run(client):
    mail = queued()
    page = client.get(reverse("demo:letter", args=[mail.ref]))
    assert "unsafe" not in page["Content-Security-Policy"]
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    body = client.get(reverse("demo:letter_body", args=[mail.ref]))
    policy = body["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    for part in ("default-src 'none'", "style-src 'unsafe-inline'", "sandbox allow-popups", "frame-ancestors 'self'"):
        assert part in policy
    assert body["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in body.content.decode()
    assert "frame-src" not in client.get(reverse("demo:mailbox"))["Content-Security-Policy"]


@pytest.mark.parametrize("ref", ["gone", "..%2f..%2fsecret_key", "a1b2c3d4e5f6"])
def test_a_mail_that_is_not_there(client, ref):
    assert client.get(f"/mailbox/{ref}/").status_code == 404
    assert client.get(f"/mailbox/{ref}/body/").status_code == 404
    assert client.get(f"/mailbox/{ref}/file/").status_code == 404


def test_no_other_settings_have_these_pages():
    code = (
        "import django; django.setup()\n"
        "from django.urls import resolve, Resolver404\n"
        "from django.apps import apps\n"
        "assert not apps.is_installed('kretslop.demo')\n"
        "for address in ('/demo/', '/mailbox/', '/mailbox/a/', '/mailbox/a/body/', '/mailbox/a/file/'):\n"
        "    try:\n"
        "        resolve(address)\n"
        "    except Resolver404:\n"
        "        continue\n"
        "    raise SystemExit(address + ' exists')\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KRETSLOP_", "DJANGO_"))}
    real = {
        "KRETSLOP_SECRET_KEY": "k" * 60,
        "KRETSLOP_HOSTS": "x.example.org",
        "DJANGO_SETTINGS_MODULE": "kretslop.settings",
    }
    run = subprocess.run([sys.executable, "-c", code], env={**kept, **real}, capture_output=True, text=True,
                         cwd=settings.BASE_DIR, check=False)  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
