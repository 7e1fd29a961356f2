"""No more mail about campaigns: a page with one button behind a link, and the one click of mail programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kretslop.privacy import actions
from kretslop.screening.mailing import person_by_token


@csrf_exempt  # mail programs post here by themselves (RFC 8058): the signed link is what proves it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page changes nothing, because mail scanners open links; the button, or one click, does."""
    person = person_by_token(token)
    if person is None:
        return render(request, "public/address_gone.html", status=404)
    if request.method == "POST":
        actions.refuse_campaign_mail(candidate=person, now=timezone.now())
    return render(request, "public/no_campaign_mail.html", {"done": request.method == "POST"})
