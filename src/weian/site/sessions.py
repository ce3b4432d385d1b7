"""Sessions in the database, looked up in SQL written once: every request begins with it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Base
from django.contrib.sessions.models import Session
from django.db import connection

from weian.base import clock

_FIND = """
    SELECT session_key, session_data, expire_date FROM django_session
    WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(Base):
    """Django's own but for the looking up."""

    def _get_session_from_db(self) -> Any:
        """The row of this session; None, and no longer its key, if there is none in force."""
        with connection.cursor() as cursor:
            row = cursor.execute(_FIND, [self.session_key, clock.now()]).fetchone()
        if row is None:
            self._session_key = None
            return None
        return Session(*row)
