"""The watch over the browser sees what it is there for."""

from playwright.sync_api import Error

FAULTS = [
    ("() => { const s = document.createElement('script'); s.text = '1'; document.body.append(s) }", "script-src"),
    ("() => { document.body.setAttribute('style', 'color: red') }", "style-src"),
    ("() => { document.body.innerHTML += '<p style=\"color: red\">x</p>' }", "style-src"),
    ("() => { setTimeout(() => { throw new Error('mine') }) }", "mine"),
    ("() => { console.error('said') }", "said"),
    ("() => { document.body.append(Object.assign(new Image(), {src: '/no-such-picture.png'})) }", "404"),
    ("() => { fetch('https://example.org/') .catch(() => 0) }", "connect-src"),
]


def test_sees_faults(open_page, watch):
    page = open_page("/accounts/login/")
    for script, seen in FAULTS:
        assert watch.faults == []
        try:
            page.evaluate(script)
        except Error as error:
            watch.faults.append(str(error))
        page.wait_for_timeout(200)
        new, watch.faults = watch.faults, []
        assert [fault for fault in new if seen in fault], seen
