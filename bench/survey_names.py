"""Check that the vocabulary names every technology of a developer survey, in the survey's own spelling.

    python bench/survey_names.py ../shared/data/developer_survey_2023_sample.csv

Reads the columns that end in HaveWorkedWith or WantToWorkWith; ends with 1 and a list when a name is missing.
"""

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kretslop.taxonomy.vocabulary import skill_by_name


def main(path: str) -> int:
    names: set[str] = set()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, cell in row.items():
                if column.endswith(("HaveWorkedWith", "WantToWorkWith")):
                    names.update(name.strip() for name in cell.split(";") if name.strip() not in ("", "NA"))
    missing = sorted(name for name in names if not skill_by_name(name))
    print(f"{len(names)} names, {len(missing)} missing: {missing}")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)
