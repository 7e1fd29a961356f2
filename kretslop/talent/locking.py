"""The first lock of every write about a person: always theirs, before any other, so that no two wait for each other."""

from kretslop.talent.models import Candidate


def locked(number: int, *along: str) -> Candidate:
    """Lock the person with this number, and nothing that is read `along`; return them as they are now."""
    people = Candidate.objects.select_for_update(of=("self",))
    return (people.select_related(*along) if along else people).get(pk=number)
