"""How often one visitor may do something, counted in the shared cache so that it holds across processes."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more `what` from this address; False when there were more than `most` within `seconds`."""
    key = f"limit:{what}:{get_adapter().get_client_ip(request)}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # the time ran out in between
        return True
