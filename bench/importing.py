"""How long a file of people takes to be read, checked, brought in and undone, and with how much memory."""

import argparse
import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("KRETSLOP_TEST", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

HEADER = ["Name", "E-mail", "Phone", "Country", "City", "Occupation", "Years", "Skills", "Languages", "Places",
          "Available from", "Links", "Note"]  # fmt: skip
SKILLS = ["Python:3", "Django 2y", "PostgreSQL", "Java", "Kubernetes", "React", "SQL:2", "Weaving", "C#", "Go", "AWS"]


def people(seeded: Random, number: int) -> list[str]:
    """One invented row; about one in a hundred has a problem that stops it."""
    mail = f"person{number}@example.com" if number % 100 else "none"
    skills = "; ".join(seeded.sample(SKILLS, 4))
    years, day = seeded.randint(0, 30), f"{seeded.randint(1, 28):02}.02.2027"
    return [
        f"Person {number} Example", mail, f"+47 {number:08}", seeded.choice(["Portugal", "India", "Norge"]), "Porto",
        seeded.choice(["Backend developer", "Data engineer", "Tester"]), str(years), skills, "English C1, Norwegian A2",
        "Oslo, Moss", day, f"https://example.com/{number}", f"Met on day {number % 3}",
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--file", help="a file of your own with these headings, such as an .xlsx")
    options = parser.parse_args()

    import django
    from django.test.utils import get_runner, override_settings

    django.setup()
    from django.conf import settings

    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            measure(options, Path(folder))
    finally:
        runner.teardown_databases(old)


def measure(options: argparse.Namespace, folder: Path) -> None:
    from django.core.files.base import File
    from django.db import connection
    from django.utils import timezone

    from kretslop.importing import actions, tasks
    from tests import cast

    path = Path(options.file) if options.file else folder / "people.csv"
    if not options.file:
        seeded = Random(1)
        with path.open("w", newline="", encoding="utf-8") as out:
            lines = csv.writer(out)
            lines.writerow(HEADER)
            lines.writerows(people(seeded, number) for number in range(options.rows))
    lead = cast.kari()
    campaign = cast.campaign(lead)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB; memory before: {memory():.0f} MB")

    def worked(name: str, start) -> object:  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        given = start()
        while tasks.step(given.pk, now=timezone.now()):
            pass
        given.refresh_from_db()
        seconds = time.perf_counter() - began
        print(f"{name:>10}: {seconds:6.1f} s, peak so far {memory():.0f} MB, {given.state} {given.counts}")
        return given

    def taken():  # type: ignore[no-untyped-def]
        with path.open("rb") as file:
            return actions.take_file(
                campaign=campaign, file=File(file, name=path.name), file_name=path.name, source="bench",
                may_share=True, by=lead, now=timezone.now(),
            )[0]  # fmt: skip

    given = worked("read", taken)
    columns = {int(place): field for place, field in given.mapping.items()}
    now = timezone.now
    worked("check", lambda: actions.settle_columns(given=given, mapping=columns, by=lead, now=now()))
    worked("bring in", lambda: actions.commit(given=given, by=lead, now=now()))
    worked("undo", lambda: actions.undo(given=given, by=lead, now=now()))
    print(f"children's peak: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM importing_importedperson")
        print(f"people left: {cursor.fetchone()[0]}")


def memory() -> float:
    """Return the most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
