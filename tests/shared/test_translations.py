"""The catalogues' keeper finds every marked string, and everything that is wrong with a translation."""

import gettext

import pytest
from babel.messages.pofile import read_po, write_po

from kretslop.shared import translations


@pytest.fixture
def package(tmp_path):
    """Return a package with one room, which speaks in code and in a template."""
    room = tmp_path / "app" / "talent"
    (room / "templates").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "wording.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'HELLO = _("Dear %(name)s")\n'
        'def days(n): return ngettext("one day", "%(n)s days", n) % {"n": n}\n'
        'MAY = pgettext("month", "May")\n'
    )
    (room / "templates" / "page.html").write_text(
        '{% load i18n %}{# a note #}{% translate "After a note" %}\n'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} person\n{% plural %}\n  {{ n }} people\n"
        "{% endblocktranslate %}"
    )
    return tmp_path / "app"


def translate(package, words, **ways_to_write):
    path = translations.catalogue_file("talent", package)
    with path.open("rb") as file:
        catalogue = read_po(file, locale="nb")
    for text, norwegian in words.items():
        for message in catalogue:
            if message.id == text or (isinstance(message.id, tuple) and message.id[0] == text):
                message.string = norwegian
    with path.open("wb") as file:
        write_po(file, catalogue, **ways_to_write)


WHOLE = {
    "Dear %(name)s": "Hei, %(name)s",
    "one day": ("én dag", "%(n)s dager"),
    "May": "mai",
    "After a note": "Etter en merknad",
    "%(n)s person": ("%(n)s person", "%(n)s personer"),
}


def test_finds_every_string(package):
    found = {message.id for message in translations.extract("talent", package) if message.id}
    assert found == {
        "Dear %(name)s",
        ("one day", "%(n)s days"),
        "May",
        "After a note",
        ("%(n)s person", "%(n)s people"),
    }


def test_a_string_without_catalogue_is_missing(package):
    faults = translations.faults("talent", package)
    assert len(faults) == 5
    assert all(fault.startswith("talent: missing: ") for fault in faults)


def test_update_then_translate_is_complete_and_compiles(package):
    assert translations.update("talent", package) == 5
    assert all("untranslated" in fault for fault in translations.faults("talent", package))
    translate(package, WHOLE)
    assert translations.faults("talent", package) == []
    assert translations.compile_all(package) == 1
    assert translations.compile_all(package) == 0
    with translations.catalogue_file("talent", package).with_suffix(".mo").open("rb") as file:
        norwegian = gettext.GNUTranslations(file)
    assert norwegian.gettext("Dear %(name)s") == "Hei, %(name)s"
    assert norwegian.ngettext("one day", "%(n)s days", 3) == "%(n)s dager"
    assert norwegian.pgettext("month", "May") == "mai"


def test_update_keeps_translations_and_takes_unused_ones_out(package):
    translations.update("talent", package)
    translate(package, WHOLE)
    wording = package / "talent" / "wording.py"
    wording.write_text(wording.read_text().replace("Dear", "Hello"))
    faults = translations.faults("talent", package)
    assert [fault.split(":")[1].strip() for fault in faults] == ["missing", "not used any more"]
    assert translations.update("talent", package) == 1
    translate(package, {"Hello %(name)s": "Hallo, %(name)s"})
    assert translations.faults("talent", package) == []


def test_code_that_moves_changes_no_line_and_a_new_string_only_its_own(package):
    wording, catalogue = package / "talent" / "wording.py", translations.catalogue_file("talent", package)
    (package / "talent" / "z.py").write_text('from wording import _\nTWICE = _("Dear %(name)s")\nAFTER = _("Last")\n')
    translations.update("talent", package)
    before = catalogue.read_text()
    first, *rest = wording.read_text().splitlines(keepends=True)
    wording.write_text("".join([first, "\n", *reversed(rest)]))
    translations.update("talent", package)
    assert catalogue.read_text() == before
    wording.write_text("".join([first, rest[2], 'NEW = pgettext("month", "June")\n', rest[1], rest[0]]))
    assert translations.update("talent", package) == 7
    lines = catalogue.read_text().split("\n\n")
    assert [part for part in lines if "June" not in part] == before.split("\n\n")
    assert ["May" in part for part in lines].index(True) + 1 == ["June" in part for part in lines].index(True)


def test_an_editor_that_sorts_by_file_finds_the_same_order(package):
    catalogue = translations.catalogue_file("talent", package)
    (package / "talent" / "a.py").write_text('\n\n\n_("Dear %(name)s")\n_("Only here")\n')
    translations.update("talent", package)
    before = catalogue.read_text()
    translate(package, {"Only here": ""}, width=110, include_lineno=False, sort_by_file=True)
    assert catalogue.read_text() == before


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Dear %(name)s", "Hei"),
        ("Dear %(name)s", "Hei, %(navn)s"),
        ("%(n)s person", ("en person", "%(n)s personer")),
    ],
)
def test_placeholders_must_match(package, text, wrong):
    translations.update("talent", package)
    translate(package, WHOLE | {text: wrong})
    (fault,) = translations.faults("talent", package)
    assert "other placeholders" in fault


def test_one_missing_plural_form_is_untranslated(package):
    translations.update("talent", package)
    translate(package, WHOLE | {"one day": ("én dag", "")})
    (fault,) = translations.faults("talent", package)
    assert "untranslated" in fault
