"""The demo's two pages: sign in with one click, and read every mail that the system sent."""

from urllib.parse import urlencode

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.accounts.models import User
from kretslop.demo import doorstep, letters
from kretslop.web.account import strength
from kretslop.web.files import calendar_entry

PER_PAGE = 40
SANDBOX = ["allow-popups", "allow-popups-to-escape-sandbox", "allow-top-navigation-by-user-activation"]


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Offer one click per role; a POST signs in as the chosen person."""
    if request.method == "POST":
        user = get_object_or_404(User, ref=request.POST.get("ref", ""), is_active=True, is_superuser=False)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        strength.begin(request.session)  # one click stands for all that a real site asks for
        return redirect(doorstep.home_of(user))
    now = timezone.now()
    groups = [
        (_("The alliance"), doorstep.staff()),
        (_("Employers"), doorstep.employers(now)),
        (_("Candidates"), doorstep.candidates(now)),
    ]
    return render(request, "demo/sign_in.html", {"groups": groups, "rehearsal": is_rehearsal()})


def is_rehearsal() -> bool:
    """Return whether the pages show a kept rehearsal, and not the demo's region."""
    return "rehearsal" in str(connection.settings_dict["NAME"])


@never_cache
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """List every mail, newest first."""
    search, show = request.GET.get("q", "").strip()[:100], request.GET.get("show", "")
    found = letters.entries(show=show, search=search)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = letters.listed([ref for _at, ref in page.object_list])
    words = {"": _("Sent and waiting"), "kept": _("Kept, never sent"), "all": _("All")}
    chips = [
        {"label": label, "url": "?" + urlencode({"show": each, "q": search}), "current": show == each}
        for each, label in words.items()
    ]
    context = {"letters": shown, "page": page, "search": search, "show": show, "chips": chips, "count": len(found)}
    return render(request, "demo/mailbox.html", context)


# The page holds the mail in a frame; no other page of ours may hold one.
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
@never_cache
@require_GET
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one mail, rendered in a frame and as text."""
    found = letters.letter(ref)
    if found is None:
        raise Http404
    as_text = request.GET.get("as") == "text" or not found.html
    parts = [
        {"label": _("As its reader sees it"), "url": "?as=html", "current": not as_text},
        {"label": _("As text"), "url": "?as=text", "current": as_text},
    ]
    return render(request, "demo/letter.html", {"letter": found, "as_text": as_text, "parts": parts})


# A mail's HTML has its styles inline, since mail readers know no style sheets, and the site's policy would drop them.
# So the body has an address and a policy of its own: it may be styled and nothing else. Sandboxed without scripts,
# forms or our origin; a link that a person clicks may leave the frame.
@csp(  # type: ignore[arg-type]
    {
        "default-src": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": SANDBOX,
        "style-src": [UNSAFE_INLINE],
    }
)
@xframe_options_sameorigin
@never_cache
@require_GET
def letter_body(request: HttpRequest, ref: str) -> HttpResponse:
    """Serve a mail's HTML body for the frame; its links open in the whole window."""
    found = letters.letter(ref)
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html.replace("<head>", '<head><base target="_top">', 1))


@never_cache
@require_GET
def letter_file(request: HttpRequest, ref: str) -> HttpResponse:
    """Serve the calendar file that goes with a mail."""
    file = letters.calendar_of(ref)
    if not file:
        raise Http404
    return calendar_entry(file)
