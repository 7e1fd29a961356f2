"""The root of the site map; each portal's own part stands in kretslop/web/<portal>/urls.py."""

from django.urls import include, path

from kretslop.web import gallery

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("ui/", gallery.ui_gallery, name="ui_gallery"),
]
