"""The root of the site map; each portal's own part stands in kretslop/web/<portal>/urls.py."""

from django.conf import settings
from django.urls import include, path

from kretslop.web import gallery

urlpatterns = [
    path("", include("kretslop.web.public.urls")),
    path("me/", include("kretslop.web.candidate.urls")),
    path("employer/", include("kretslop.web.employer.urls")),
    path("liaison/", include("kretslop.web.liaison.urls")),
    path("secretariat/", include("kretslop.web.secretariat.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("kretslop.web.account.urls")),
    path("ui/", gallery.ui_gallery, name="ui_gallery"),
]
if settings.HERE_ONLY:
    # One click signs anybody in: these pages do not exist on a real site.
    urlpatterns += [path("", include("kretslop.demo.urls"))]
