"""What a browser would send for the forms of a page, as they stand."""

from html.parser import HTMLParser

from django.http import QueryDict


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data = QueryDict(mutable=True)
        self._select, self._options, self._text = "", [], None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value if value is not None else "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            ticked = given.get("type") in {"checkbox", "radio"}
            if not ticked or "checked" in given:
                self.data.appendlist(name, given.get("value", "on" if ticked else ""))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea" and name:
            self._text = (name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected] or [self._options[0][0]]
            self.data.appendlist(self._select, chosen[0])
            self._select = ""
        elif tag == "textarea" and self._text:
            self.data.appendlist(self._text[0], self._text[1].removeprefix("\n"))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text = (self._text[0], self._text[1] + data)


def typed(page: str) -> QueryDict:
    """Return what the fields on a page hold, without any button pressed; several forms run together."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.data.pop("csrfmiddlewaretoken", None)
    return reader.data
