"""Does the steps of an import for a test, with the worker's part at once."""

from django.core.files.base import ContentFile

from kretslop.importing import actions, tasks
from tests import cast
from tests.importing.files import AMARA, DIOGO, people


class Bringing:
    """Does the steps of an import, with the worker's part at once."""

    def __init__(self, campaign, lead):
        self.campaign, self.lead = campaign, lead

    def take(self, data, name="people.csv"):
        given, _new = actions.take_file(
            campaign=self.campaign, file=ContentFile(data, name=name), file_name=name,
            source="Fair in Lisbon, May 2026",
            may_share=True, by=self.lead, now=cast.NOW,
        )  # fmt: skip
        return self.worked(given)

    def worked(self, given):
        while tasks.step(given.pk, now=cast.NOW):
            pass
        given.refresh_from_db()
        return given

    def checked(self, data=None, name="people.csv", mapping=None):
        given = self.take(data or people(DIOGO, AMARA), name)
        mapping = mapping or {int(place): field for place, field in given.mapping.items()}
        return self.worked(actions.settle_columns(given=given, mapping=mapping, by=self.lead, now=cast.NOW))

    def committed(self, *args, **kwargs):
        given = self.checked(*args, **kwargs)
        return self.worked(actions.commit(given=given, by=self.lead, now=cast.NOW))

    def asked(self, *args, **kwargs):
        given = self.committed(*args, **kwargs)
        return self.worked(actions.ask(given=given, language="en", by=self.lead, now=cast.NOW))
