"""Random public references: they tell nothing about order, number or person."""

import secrets

from django.db import models

# Crockford's base 32 without look-alikes (no i, l, o, u), lower case for addresses.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def new_ref() -> str:
    """Return a random reference of 12 characters (60 bits)."""
    bits = secrets.randbits(5 * LENGTH)  # five for each character: a pool is sealed with tens of thousands of these
    return "".join(ALPHABET[bits >> at & 31] for at in range(0, 5 * LENGTH, 5))


def new_pseudonym() -> str:
    """Return what an employer calls a candidate before acceptance, such as `K-4F2A7`."""
    return "K-" + "".join(secrets.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for _ in range(5))


class RefField(models.CharField):
    """A unique random reference, used in addresses and in the timeline instead of the row's number."""

    def __init__(self, **options: object) -> None:
        options.update(max_length=LENGTH, unique=True, default=new_ref, editable=False)
        super().__init__(**options)  # type: ignore[arg-type]

    def deconstruct(self):  # type: ignore[no-untyped-def]
        name, path, args, options = super().deconstruct()
        for given in ("max_length", "unique", "default", "editable"):
            options.pop(given, None)
        return name, path, args, options
