"""Pages leave compressed for whoever reads them so, files as they lie; a part of a page is never a whole one."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from kretslop.web.middleware import CompressPages


def answer(response, accepts="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressPages(lambda _request: response)(request)


def test_a_page_is_compressed_for_whoever_reads_gzip():
    page = "<p>Nobody good is lost.</p>" * 100
    sent = answer(HttpResponse(page))
    assert (sent["Content-Encoding"], sent["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(sent.content) < len(page) / 5
    assert gzip.decompress(sent.content).decode() == page
    assert answer(HttpResponse(page), accepts="identity").content.decode() == page


def test_the_length_of_a_page_tells_nothing():
    assert len({len(answer(HttpResponse("<p>One token.</p>" * 100)).content) for _ in range(20)}) > 1


def test_files_leave_as_they_lie(tmp_path):
    (tmp_path / "cv.pdf").write_bytes(b"%PDF" * 500)
    for response in (
        FileResponse((tmp_path / "cv.pdf").open("rb"), as_attachment=True),
        HttpResponse("BEGIN:VCALENDAR" * 100, content_type="text/calendar"),
    ):
        assert "Content-Encoding" not in answer(response)


@pytest.mark.django_db
def test_it_stands_before_every_page(client):
    sent = client.get("/privacy/", headers={"accept-encoding": "gzip"})
    assert sent["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(sent.content)


@pytest.mark.django_db
def test_a_part_of_a_page_is_not_replaced_by_the_sign_in(client):
    page = reverse("employer:review")
    assert client.get(page).status_code == 302
    part = client.get(page, headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Refresh"]) == (200, "true")
