"""JSON that keeps a moment as it is, for what is put back later."""

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class ExactJSONEncoder(DjangoJSONEncoder):
    """Django cuts moments to milliseconds: whatever a real clock stamped would look as if it had changed since."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)
