"""Every page has a door that is kept, a way that leads to it, and a template that is whole."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.template import TemplateSyntaxError
from django.template.base import Lexer, TokenType
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PACKAGE = Path(settings.BASE_DIR) / "kretslop"
PORTALS = {"candidate", "employer", "liaison", "secretariat"}
# Pages of a portal that a stranger may see, and why.
OPEN_TO_STRANGERS: dict[str, str] = {}
# Pages that no page of ours links to, and why.
REACHED_FROM_ELSEWHERE = {
    "mfa_index": "the same page as `account_secure`, under a name by which allauth leads to it",
    "mfa_list_webauthn": "the same page again, under allauth's other name",
    "account_request_login_code": "the same page as `account_login`, under the name by which allauth leads to it",
    "ui_gallery": "the gallery is for those who build pages",
    "set_language": "the language switch posts to it by Django's own name",
}
# Templates that no file of ours names, and why.
NAMED_ELSEWHERE = {
    "400.html": "Django's name for it",
    "403.html": "Django's name for it",
    "403_csrf.html": "Django's name for it",
    "404.html": "Django's name for it",
    "500.html": "Django's name for it",
}
# Templates with words of their own, and why.
NOT_TRANSLATED = {"gallery.html": "samples for those who build pages, at full length in one language"}
# Blocks that hold a class or an address, not words.
SILENT_BLOCKS = {"main_class", "home_url"}
NAME = "Kretsløp"
# Mail readers know no style sheets; no browser page comes from here.
STYLED_IN_PLACE = "mail/"
NAMED_BY_A_LIBRARY = ("account/", "mfa/", "allauth/", "django/forms/")


class Page(NamedTuple):
    name: str
    portal: str
    address: str


SAMPLES = {"int": 1, "uuid": "00000000-0000-4000-8000-000000000000"}


def pages(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[Page]:
    """Walk the site map; libraries' own pages are theirs to test."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("kretslop."):
            assert entry.name, f"{entry.pattern} has no name"
            name = ":".join((*spaces, entry.name))
            words = {
                key: SAMPLES.get(type(converter).__name__.removesuffix("Converter").lower(), "a1b2c3d4e5f6")
                for key, converter in entry.pattern.converters.items()
            }
            yield Page(name, spaces[0] if spaces else "", reverse(name, kwargs=words))


ALL_PAGES = list(pages())
KEPT = [page for page in ALL_PAGES if page.portal in PORTALS and page.name not in OPEN_TO_STRANGERS]


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client):
    faults = []
    for page in KEPT:
        answers = [client.get(page.address), client.post(page.address)]
        asked = [answer["Location"] for answer in answers if answer.status_code == 302]
        known = {answer.status_code for answer in answers} <= {302, 405}
        if not (known and asked and all(place.startswith(reverse("account_login")) for place in asked)):
            faults.append((page.name, [answer.status_code for answer in answers], asked))
    assert faults == []


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_not_found")
@pytest.mark.parametrize(
    ("roles", "own"),
    [([], ""), (["liaison"], "liaison"), (["project_lead"], "secretariat")],
    ids=["none", "liaison", "project_lead"],
)
def test_the_wrong_role_finds_nothing(client, roles, own):
    client.force_login(get_user_model().objects.create_user("stranger@example.org", staff_roles=roles))
    faults = []
    for page in KEPT:
        if page.portal != own:
            statuses = {client.get(page.address).status_code, client.post(page.address).status_code}
            if not {404} <= statuses <= {404, 405}:
                faults.append((page.name, statuses))
    assert faults == []


def sources(*patterns: str) -> str:
    files = [path for pattern in patterns for path in PACKAGE.rglob(pattern) if path.name != "urls.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_page_can_be_reached():
    text = sources("*.html", "*.txt", "*.py")
    lost = [
        page.name
        for page in ALL_PAGES
        if page.name not in REACHED_FROM_ELSEWHERE and not re.search(rf"""["']{re.escape(page.name)}["']""", text)
    ]
    assert lost == []


def templates() -> list[tuple[str, Path]]:
    """Return the name and file of each template of ours."""
    return sorted(
        (path.relative_to(folder).as_posix(), path)
        for folder in PACKAGE.glob("*/templates")
        for path in folder.rglob("*")
        if path.is_file()
    )


TEMPLATES = templates()


def composed_names(text: str) -> list[re.Pattern[str]]:
    """Return what f-strings in the code can name, such as "mail/{kind}.txt" or the component "field_{shape}"."""
    found = re.findall(r"""f["']([\w/.{}\[\]-]*\{[\w.\[\]]+\}[\w/.{}-]*\.(?:html|txt))["']""", text)
    found += [f"ui/{name}.html" for name in re.findall(r"""f["'](field_\{\w+\})["']""", text)]
    return [
        re.compile(r"([\w-]+)".join(re.escape(part) for part in re.split(r"\{[^}]*\}", name)))
        for name in found
        if not name.startswith("ui/{")
    ]


def test_every_template_is_used():
    code = sources("*.py")
    text = code + sources("*.html", "*.txt")
    composed = composed_names(code)

    words_composed = [
        re.compile(re.sub(r"\{\w+\}", r"\\w+", words)) for words in re.findall(r"""f["'](\w+_\{\w+\})["']""", code)
    ]

    in_quotes = set(re.findall(r"""(?=["']([^"'#\n]+)(?:#[\w-]+)?["'])""", text))

    def quoted(words: str) -> bool:
        if words in in_quotes:
            return True
        return any(pattern.fullmatch(words) for pattern in words_composed)

    def used(name: str) -> bool:
        if name in NAMED_ELSEWHERE or name.startswith(NAMED_BY_A_LIBRARY) or quoted(name):
            return True
        if name.startswith("ui/") and re.search(rf"{{%\s*{Path(name).stem}\b", text):
            return True
        matches = [pattern.fullmatch(name) for pattern in composed]
        return any(match and all(map(quoted, match.groups())) for match in matches)

    assert [name for name, path in TEMPLATES if not used(name)] == []


def test_every_template_compiles():
    faults = []
    for name, _path in TEMPLATES:
        try:
            get_template(name)
        except TemplateSyntaxError as wrong:
            faults.append((name, str(wrong)))
    assert faults == []


class Speech(HTMLParser):
    """Collects what a person would read or hear from a page."""

    SPOKEN = frozenset({"title", "alt", "placeholder", "aria-label", "aria-description", "label", "data-tooltip"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.faults: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style"}
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.faults.append(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"inline {name}=")
            if name in self.SPOKEN:
                self.said.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def untranslated_parts(source: str) -> tuple[list[str], list[str]]:
    """Return the words that a template says outside of its translation tags, and its inline code."""
    speech, text, closes = Speech(), [], ""
    for token in Lexer(source).tokenize():
        word, *rest = token.contents.split() if token.token_type == TokenType.BLOCK else [""]
        if closes:
            closes = "" if word == closes else closes
        elif word in {"blocktranslate", "blocktrans", "comment"} or (word == "block" and {*rest} & SILENT_BLOCKS):
            closes = f"end{word}"
        else:
            text.append(token.contents if token.token_type == TokenType.TEXT else "…")
    speech.feed("".join(text))
    speech.close()
    words = [said.strip() for said in speech.said if re.search(r"[^\W\d_]{2,}", said.replace(NAME, ""))]
    return words, speech.faults


def test_templates_say_nothing_untranslated():
    """Words stand in {% translate %}; and the content security policy would block what is inline."""
    words, blocked = [], []
    for name, path in TEMPLATES:
        said, inline = untranslated_parts(path.read_text(encoding="utf-8"))
        if name.startswith(STYLED_IN_PLACE):
            inline = [fault for fault in inline if fault not in {"inline style=", "inline <style>"}]
        words += [(name, said)] if said and name not in NOT_TRANSLATED else []
        blocked += [(name, inline)] if inline else []
    assert words == []
    assert blocked == []


@pytest.mark.parametrize(
    ("source", "said", "inline"),
    [
        ("<p>Hello</p>", ["Hello"], []),
        ('<p title="Hello">{% translate "Good day" %} · {{ name }}</p>', ["Hello"], []),
        ("{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}<br>", [], []),
        ("{# a note #}{% comment %}another{% endcomment %}", [], []),
        ('<a onclick="go()" style="color: red"></a>', [], ["inline onclick=", "inline style="]),
        ("<script>go()</script>", [], ["inline <script>"]),
    ],
)
def test_the_search_for_untranslated_words_finds_them(source, said, inline):
    assert untranslated_parts(source) == (said, inline)
