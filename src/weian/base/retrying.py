"""What becomes of a job while the database is away: it is done again, not given up."""

from typing import Final

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy

#: For jobs that may be done twice without harm. A minute of tries, then it has failed.
WHILE_AWAY: Final = RetryStrategy(
    max_attempts=20, wait=3, retry_exceptions={OperationalError, InterfaceError}
)
