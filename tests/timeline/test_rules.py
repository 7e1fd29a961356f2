"""What the timeline calls a row, and what it takes for words."""

from types import SimpleNamespace

import pytest
from django.utils.functional import SimpleLazyObject

from kretslop.accounts.models import User
from kretslop.shared.refs import ALPHABET, new_ref
from kretslop.timeline.rules import holds_words, subject


@pytest.mark.parametrize("value", ["", "local_language", "skill:c++", "place:no-03,no-46", "2026-11-10", "a" * 80])
def test_codes_are_no_words(value):
    assert not holds_words(value)


@pytest.mark.parametrize("value", ["Diogo Salgado", "a" * 81, "code\n", "\ncode", 'say "no"', "a;b", "<b>", "x@y"])
def test_words_are_words(value):
    assert holds_words(value)


def test_a_subject_is_a_kind_and_a_random_reference():
    user = User(email="kari@example.org", name="Kari Berg")
    assert subject(user) == f"user:{user.ref}"


def test_a_lazy_user_is_a_user():
    user = User(email="kari@example.org")
    assert subject(SimpleLazyObject(lambda: user)) == f"user:{user.ref}"


@pytest.mark.parametrize("ref", ["", "kari@example.org", "Kari Berg", "short", "x" * 13, "abcdefghjkm\n"])
def test_anything_but_a_random_reference_is_refused(ref):
    with pytest.raises(ValueError, match="not a subject"):
        subject(SimpleNamespace(ref=ref))


def test_references_are_random_and_free_of_look_alikes():
    made = {new_ref() for _ in range(500)}
    assert len(made) == 500
    assert {len(ref) for ref in made} == {12}
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)
