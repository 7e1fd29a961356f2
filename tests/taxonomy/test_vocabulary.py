"""The vocabulary: its size, its names, what implies what, and that its files hold together."""

import re

import pytest

from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.aliases import read_alias, spelling
from kretslop.taxonomy.languages import CEFR, SPOKEN
from kretslop.taxonomy.near_misses import names_like
from kretslop.taxonomy.vocabulary import UnknownCode, implied, occupation, occupations, skill, skill_by_name, skills

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_is_as_large_as_promised():
    assert len(skills()) >= 700
    assert len(occupations()) >= 150
    assert {entry.category for entry in skills().values()} == set(vocabulary.CATEGORIES)


def test_every_entry_is_whole():
    codes_by_name = {entry.name: entry.code for entry in skills().values()}
    assert len(codes_by_name) == len(skills()), "two skills share a name"
    for entry in skills().values():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.code), entry.code
        assert not entry.esco or UUID.fullmatch(entry.esco), entry.code
        for written in entry.aliases:
            alias = read_alias(entry.code, written, codes_by_name)
            assert alias is None or alias.words, written
        for parent in entry.parents:
            assert parent in skills(), (entry.code, parent)


def test_no_id_of_esco_is_used_twice():
    for entries in (skills(), occupations()):
        ids = [entry.esco for entry in entries.values() if entry.esco]
        assert len(ids) > 90
        assert len(ids) == len(set(ids))


def test_no_spelling_belongs_to_two_skills_by_the_same_rule():
    owners: dict[str, set[str]] = {}
    for entry in skills().values():
        for written in (entry.name, *entry.aliases):
            if not written.startswith(("~", "-")):
                owners.setdefault(spelling(written).casefold(), set()).add(entry.code)
    assert {text: codes for text, codes in owners.items() if len(codes) > 1} == {}


def test_occupations_are_named_in_three_languages():
    for entry in occupations().values():
        assert all((entry.name, entry.name_nb, entry.name_sv, entry.group)), entry.code


@pytest.mark.parametrize(
    ("code", "also"),
    [
        ("django", {"python"}),
        ("django-rest-framework", {"django", "python", "rest"}),
        ("nextjs", {"react", "javascript"}),
        ("html-css", {"html", "css"}),
        ("amazon-eks", {"aws", "kubernetes"}),
        ("python", set()),
    ],
)
def test_implies_through_every_parent(code, also):
    assert implied(code) >= also
    assert code not in implied(code)


def test_no_skill_implies_itself_through_others():
    for code, entry in skills().items():
        for parent in entry.parents:
            assert code not in implied(parent), (code, parent)


@pytest.mark.parametrize(
    ("spelt", "code"),
    [
        (".NET (5+) ", "dotnet"),
        (".NET Framework (1.0 - 4.8)", "dotnet-framework"),
        ("Amazon Web Services (AWS)", "aws"),
        ("Bash/Shell (all shells)", "bash"),
        ("HTML/CSS", "html-css"),
        ("IBM Cloud Or Watson", "ibm-cloud"),
        ("LLVM's Clang", "clang"),
        ("Linode, now Akamai", "linode"),
        ("Maven (build tool)", "maven"),
        ("Oracle Cloud Infrastructure (OCI)", "oracle-cloud-infrastructure"),
        ("Torch/PyTorch", "pytorch"),
        ("Visual Basic (.Net)", "visual-basic-dotnet"),
        ("Visual Studio Solution", "visual-studio"),
        ("ASP.NET CORE", "asp-dotnet-core"),
        ("Express", "express"),
        ("Go", "go"),
        ("R", "r"),
        ("C", "c"),
        ("python", "python"),
    ],
)
def test_knows_the_spelling_of_surveys(spelt, code):
    found = skill_by_name(spelt)
    assert found is not None
    assert found.code == code


def test_a_name_nobody_uses_is_nothing():
    assert skill_by_name("") is None
    assert skill_by_name("underwater basket weaving") is None


@pytest.mark.parametrize("look_up", [skill, occupation, implied])
def test_an_unknown_code_is_said_so(look_up):
    with pytest.raises(UnknownCode):
        look_up("no-such-code")


def test_the_version_is_of_the_content():
    assert re.fullmatch(r"[0-9a-f]{16}", vocabulary.VOCABULARY_VERSION)
    assert vocabulary._content_hash() == vocabulary.VOCABULARY_VERSION


def test_spoken_languages_have_two_names_and_six_levels():
    assert CEFR == {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
    assert SPOKEN["no"].name_nb == "norsk"
    assert all(language.name and language.name_nb for language in SPOKEN.values())


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Pythn", "Python"), ("kubernetis", "Kubernetes"), ("Postgre", "PostgreSQL"), ("react native framework", "React")],
)
def test_names_like_the_one_that_was_meant(typed, offered):
    assert offered in names_like(typed)


@pytest.mark.parametrize("typed", ["", "   ", "zzqqxx", "🦊"])
def test_names_like_nothing(typed):
    assert names_like(typed) == []
