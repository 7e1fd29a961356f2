"""The documents name what is there: links lead somewhere, rooms, states and commands exist, no machine is named."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from kretslop.billing import rules as billing
from kretslop.campaigns import rules as campaigns
from kretslop.importing import rules as importing
from kretslop.introductions import rules as introductions
from kretslop.matching import explain
from kretslop.messaging import rules as messaging
from kretslop.relocation import rules as relocation
from kretslop.screening import rules as screening
from kretslop.talent import rules as talent

ROOT = Path(settings.BASE_DIR)
FOLDERS_OF_OTHERS = {"node_modules", "var"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<img\s[^>]*src=\"([^\"]+)\"")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
#: A path of ours written as code: it has a folder, and nothing that stands for something else.
PATH = re.compile(
    r"`((?:kretslop|tests|docs|bench|frontend|web|accounts|campaigns|employers|fairness|insights|introductions|matching"
    r"|messaging|relocation|privacy|routes|screening|shared|talent|taxonomy|timeline|data|\.ci)/[\w./-]*)(?:[:`]| )"
)
TABLES = {
    "An introduction": introductions.STATES,
    "A case": relocation.CASE_STATES,
    "A place in the pool": talent.POOL_STATES,
    "A decision of the liaison": screening.VERDICTS,
    "The machine's groups": explain.GROUPS,
    "A campaign": campaigns.CAMPAIGN_STATES,
    "An import": importing.STATES,
    "An imported person": importing.PERSON_STATES,
    "An order": billing.ORDER_STATES,
    "An invoice": billing.INVOICE_STATES,
    "A prospect": campaigns.PROSPECT_STATES,
    "A sign-up": campaigns.SIGN_UP_STATES,
    "A wanted profile": campaigns.WANTED_STATES,
    "A criteria version": campaigns.CRITERIA_STATES,
    "A mail": messaging.STATES,
}


def documents() -> list[Path]:
    """Every Markdown file of ours."""
    found = (path for path in ROOT.rglob("*.md") if not hidden(path.relative_to(ROOT)))
    return sorted(found)


def hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in FOLDERS_OF_OTHERS for part in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links_of(text: str) -> list[str]:
    """Addresses that lead to a file: of links and pictures, without the web's and without the place inside a page."""
    targets = [first or second for first, second in LINK.findall(CODE.sub("", text))]
    files = [target.split("#", 1)[0] for target in targets if not re.match(r"[a-z]+:", target)]
    return [target for target in files if target]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_documents_are_there():
    assert {
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/decisions.md", "docs/glossary.md",
        "docs/operations.md", "docs/performance.md", "docs/skills.md", "docs/components.md", "docs/billing.md",
    } <= {name_of(path) for path in documents()}  # fmt: skip


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_links_lead_somewhere(document):
    lost = [link for link in links_of(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()]
    assert lost == []


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_paths_of_ours_exist(document):
    """A path in a document is written from the root, from the package or from the document's own folder."""
    places = (ROOT, ROOT / "kretslop", document.parent, ROOT / "kretslop" / "routes", ROOT / "kretslop" / "web")
    named = {path.rstrip(".") for path in PATH.findall(document.read_text(encoding="utf-8"))}
    built = {"frontend/node_modules/", "kretslop/web/static/vendor/"}
    assert sorted(path for path in named - built if not any((place / path).exists() for place in places)) == []


def test_the_readme_shows_two_pictures_that_load_quickly():
    pictures = [link for link in links_of(read("README.md")) if link.endswith(".png")]
    assert len(pictures) >= 2
    for picture in pictures:
        data = (ROOT / picture).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) <= 250_000, f"{picture}: {len(data)} bytes"


def test_every_room_has_its_place_in_the_documents():
    rooms = {path.parent.name for path in (ROOT / "kretslop").glob("*/__init__.py")}
    house = read("docs/architecture.md").split("## Rooms", 1)[1].split("##", 1)[0]
    assert sorted(room for room in rooms if not re.search(rf"^(?:.* · )?{room}\b", house, re.MULTILINE)) == []
    assert sorted(room for room in rooms if f"| `{room}` |" not in read("README.md")) == []


@pytest.mark.parametrize("title", TABLES)
def test_every_state_is_in_the_glossary(title):
    """The table under each heading has a line for every state, and for nothing else."""
    chapter = re.split(rf"^### {title}\b.*$", read("docs/glossary.md"), maxsplit=1, flags=re.MULTILINE)[1]
    table = re.split(r"^##", chapter, maxsplit=1, flags=re.MULTILINE)[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(TABLES[title])


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_commands_exist(document):
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    made = set(re.findall(r"(?:`|^|PORT=\d+ |&& )make ([a-z]+)", text, re.MULTILINE))
    managed = set(re.findall(r"manage\.py\s+([a-z_]+)", text))
    assert made - targets == set()
    assert managed - get_commands().keys() == set()


def test_the_readme_names_the_two_commands():
    assert {"demo", "test"} <= set(re.findall(r"^make ([a-z]+)", read("README.md"), re.MULTILINE))


def texts() -> list[Path]:
    """Every text file of ours that is read by people or machines elsewhere."""
    endings = {".md", ".py", ".toml", ".txt", ".html", ".in", ".lock", ".json", ".mjs", ".js", ".css", ".csv", ".po"}
    files = (path for path in ROOT.rglob("*") if path.suffix in endings or path.name in {"Makefile", "run"})
    ours = (path for path in files if not hidden(path.relative_to(ROOT)) or path.parent == ROOT / ".ci")
    return [path for path in ours if path.is_file() and "vendor" not in path.parts and not path.is_symlink()]


def test_no_file_names_a_machine_or_a_registry():
    # Put together here, so that this file does not name them either.
    folders = "|".join(("wo" + "rk", "tm" + "p", "ro" + "ot"))
    hosts = "|".join(re.escape(host) for host in ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs"))
    forbidden = re.compile(rf"(?<![\w./}}<])/(?:{folders})/|{hosts}")
    named = []
    for path in texts():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := forbidden.search(line):
                named.append(f"{name_of(path)}:{number}: {found.group()}")
    assert named == []
