"""Paste a job ad, or its record in the public job feed, and get a draft of a wanted profile."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kretslop.campaigns import actions, wording
from kretslop.campaigns.ad_criteria import criteria_of_ad
from kretslop.campaigns.ad_drafting import fields_of, reading_of, storable
from kretslop.campaigns.ad_reading import LONGEST, AdDraft, AdUnreadable, read_ad, read_nav_ad
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show

LARGEST_FILE = 1_000_000


class AdForm(forms.Form):
    """The ad as text, or as a file; JSON is taken for a record of the public job feed."""

    text = forms.CharField(
        label=gettext_lazy("The text of the ad"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("In English, Norwegian or Swedish. JSON from the public job feed works too."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("Plain text, or JSON from the public job feed."),
    )


@for_employers
@require_http_methods(["GET", "POST"])
def paste_ad(request: SignedIn) -> HttpResponse:
    """Read a draft from an ad and keep it; whatever cannot be read is said, and stays in the form."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    form = AdForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text = ""
        try:
            text = storable(_text(form.cleaned_data["text"], form.cleaned_data["file"]))
            draft = _draft(text)
        except AdUnreadable as problem:
            form = AdForm(initial={"text": text}) if text and not form.cleaned_data["text"] else form
            return _again(request, form, problem.code)
        profile = actions.add_wanted_profile(
            participation=participation,
            criteria=criteria_of_ad(draft),
            by=request.user,
            source_ad=text[:LONGEST],
            reading=reading_of(draft),
            now=timezone.now(),
            **fields_of(draft, untitled=_("Profile from a job ad")),
        )
        return redirect("employer:edit_wanted", profile.ref)
    return show(request, "employer/ad.html", {"form": form, "problem": ""}, status=422 if form.errors else 200)


def _again(request: SignedIn, form: AdForm, code: str) -> HttpResponse:
    """The same page with what is wrong; what was pasted or uploaded stands in the form."""
    if form.is_bound:
        form.add_error("text", str(wording.UNREADABLE[code]))
        problem = ""
    else:
        problem = str(wording.UNREADABLE[code])
    return show(request, "employer/ad.html", {"form": form, "problem": problem}, status=422)


def _text(pasted: str, file: UploadedFile | None) -> str:
    """What was pasted, or else the words of the file. AdUnreadable: too_long, or not_text for anything else."""
    if pasted.strip() or file is None:
        return pasted
    if (file.size or 0) > LARGEST_FILE:
        raise AdUnreadable("too_long")
    content = file.read()
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise AdUnreadable("not_text")


def _draft(text: str) -> AdDraft:
    return read_nav_ad(text) if text.lstrip()[:1] == "{" else read_ad(text)
