"""A web process reads templates and addresses before it answers, and keeps the collector of cycles away from them."""

import gc

from django.template import engines
from django.template.loader import get_template

from kretslop.shared import readiness


def test_a_process_is_ready_without_asking_the_database(monkeypatch):
    done = []
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "set_threshold", lambda *often: done.append(often))
    monkeypatch.setattr(gc, "collect", lambda: done.append("collect"))
    readiness.get_ready()  # without the database's mark: a query would raise
    assert done == ["collect", "freeze", readiness.SELDOM]
    (cached,) = engines["django"].engine.template_loaders
    before = set(cached.get_template_cache)
    for name in ("liaison/today.html", "employer/review.html", "candidate/home.html", "mail/released.txt"):
        get_template(name)
    assert set(cached.get_template_cache) == before, "each page's template was there"
