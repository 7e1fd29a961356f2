"""Names of what no criterion may say, by the ground in law that protects it."""

import re

# Equality and Anti-Discrimination Act §§ 6 and 30; a route or permit is no criterion either: the date does it (R36).
GROUNDS: dict[str, str] = {
    name: ground
    for ground, names in {
        "sex": "sex gender gender_identity sexual_orientation",
        "age": "age birth_date birth_year born date_of_birth",
        "family": "family family_status marital_status children household pregnancy maternity parental_leave adoption",
        "ethnicity": "ethnicity origin race nationality citizenship country_of_birth",
        "belief": "religion belief political_view trade_union",
        "health": "disability health",
        "route": "route permit work_permit visa",
    }.items()
    for name in names.split()
}


def ground(name: object) -> str | None:
    """The protected ground that a name stands for, however it is spelled ("Country of birth"), or None."""
    return GROUNDS.get(re.sub(r"[^a-z]+", "_", str(name).strip().lower()).strip("_"))
