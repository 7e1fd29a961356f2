"""Every column about a person says what erasure does with it, and every table leads to the person."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import BooleanField, CharField, Model
from django.test.utils import isolate_apps

from kretslop.employers.models import Member
from kretslop.introductions.models import Feedback, Introduction, ReleaseMessage
from kretslop.messaging.models import OutboxMail
from kretslop.privacy import inventory
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.talent.models import Candidate, CvFile
from kretslop.timeline.models import Event

OURS = [model for model in apps.get_models() if model.__module__.startswith("kretslop.")]
#: Tables of libraries that lead to an account, and what becomes of them with it.
OF_LIBRARIES = {
    "account.EmailAddress": "deleted with the account",
    "mfa.Authenticator": "deleted with the account",
    "accounts.User_groups": "deleted with the account",
    "accounts.User_user_permissions": "deleted with the account",
}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_erasure_can_do_what_each_column_says(model):
    assert inventory.faults(model) == []


def test_the_ways_to_the_person():
    assert inventory.paths(CvFile) == ("candidate",)
    assert inventory.paths(Introduction) == ("candidate",)
    assert inventory.paths(Feedback) == ("introduction__candidate",)
    assert inventory.paths(ReleaseMessage) == ("introduction__candidate",)
    assert inventory.paths(OutboxMail) == inventory.paths(Event) == ()


def test_what_is_about_others_is_left_alone():
    assert Member not in inventory.tables()
    assert {OutboxMail, Event, Introduction, CvFile, Candidate} <= set(inventory.tables())


def test_a_table_that_points_at_another_is_erased_before_it():
    order = inventory.tables()
    assert order.index(Feedback) < order.index(Introduction) < order.index(Candidate)
    assert get_user_model() not in order


def test_every_table_of_a_library_that_leads_to_an_account_is_known():
    """A new library that keeps something by account needs a line in OF_LIBRARIES, and erasing must do it."""
    user = get_user_model()
    found = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("kretslop.") or model._meta.auto_created
        if any(f.is_relation and f.concrete and f.related_model is user for f in model._meta.get_fields())
    }
    assert found == set(OF_LIBRARIES)


@isolate_apps("kretslop.privacy")
def test_the_test_finds_faults():
    class Undeclared(Model):
        code = CharField(max_length=20, unique=True)
        words = CharField(max_length=500)
        seen = BooleanField()

        personal_data = {
            "code": PersonalData("identity", "x"),
            "words": PersonalData("words", "x", keep=PROOF),
            "seen": PersonalData("trace", "x", on_erasure="counted"),
        }

        class Meta:
            app_label = "privacy"

    faults = " · ".join(inventory.faults(Undeclared))
    for words in ("no foreign key", "code is unique", "words may hold words", "proof without a time"):
        assert words in faults
