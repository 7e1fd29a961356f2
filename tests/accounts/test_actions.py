"""Accounts: one for each address whatever its case, made silently, with an honest password or none."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kretslop.accounts import actions, queries, rules
from kretslop.accounts.models import User
from kretslop.shared.errors import Invalid
from tests import cast

pytestmark = pytest.mark.django_db


def test_an_account_is_made_once_and_keeps_its_own_settings():
    first = actions.ensure_user(email=" Sara@Example.org ", name="Sara", language="nb", now=cast.NOW)
    again = actions.ensure_user(email="sara@example.org", name="Somebody", language="en", now=cast.NOW)
    assert first == again
    assert (again.name, again.language, again.email) == ("Sara", "nb", "sara@example.org")
    assert not again.has_usable_password()
    with pytest.raises(IntegrityError):
        User.objects.create(email="SARA@example.org")


def test_roles_are_given_once_and_only_real_ones():
    kari = cast.kari()
    actions.give_staff_role(user=kari, role="project_lead", now=cast.NOW)
    assert kari.staff_roles == ["project_lead"]
    with pytest.raises(Invalid):
        actions.give_staff_role(user=kari, role="queen", now=cast.NOW)
    assert queries.project_leads() == [kari]
    assert queries.liaisons() == []


def test_an_address_is_found_whatever_its_case():
    assert queries.by_email("kari@example.org") is None
    kari = cast.kari()
    assert queries.by_email(" KARI@Example.org ") == kari


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "kari@example.org"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        actions.set_password(user=cast.kari(), password=password, now=cast.NOW)


def test_a_good_password_is_kept_as_a_hash():
    kari = cast.kari()
    actions.set_password(user=kari, password="a long walk by the fjord", now=cast.NOW)
    kari.refresh_from_db()
    assert kari.check_password("a long walk by the fjord")
    assert "fjord" not in kari.password


def test_away_until_is_the_day_one_is_back():
    day = cast.NOW.date()
    assert rules.is_away(day, day) is False
    assert rules.is_away(day.replace(day=day.day + 1), day) is True
    assert rules.is_away(None, day) is False
