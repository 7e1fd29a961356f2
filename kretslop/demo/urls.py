"""Site map of the demo's own pages; routed with demo or test settings only."""

from django.urls import path

from kretslop.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.sign_in, name="sign_in"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:ref>/", views.letter, name="letter"),
    path("mailbox/<str:ref>/file/", views.letter_file, name="letter_file"),
    path("mailbox/<str:ref>/body/", views.letter_body, name="letter_body"),
]
