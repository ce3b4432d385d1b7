"""Requests to the application inside this process, as a person who is logged in."""

from wsgiref.types import StartResponse

from django.contrib.auth import get_user_model
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from weian.org.queries import Person

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_APPLICATION: list[WSGIHandler] = []


def session_of(person: Person) -> str:
    """A Cookie header that is this person."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.pk), _BACKEND)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


class Browser:
    """Asks for pages through all of the middleware and keeps the cookies that it is given, as
    browsers do; anything but 200 is an error."""

    def __init__(self, person: Person) -> None:
        self._requests = RequestFactory(SERVER_NAME="localhost")
        self._requests.cookies.load(session_of(person))

    def get(self, path: str) -> bytes:
        """The body of a page."""
        told: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], error: object = None) -> object:
            told.append(status)
            for name, value in headers:
                if name == "Set-Cookie":
                    self._requests.cookies.load(value)
            return None

        if not _APPLICATION:
            _APPLICATION.append(WSGIHandler())
        starting: StartResponse = start  # type: ignore[assignment]
        answer = _APPLICATION[0](self._requests.get(path).environ, starting)
        try:
            body = b"".join(answer)
        finally:
            answer.close()  # gives the connection back, as a server does
        if not told[0].startswith("200"):
            raise SystemExit(f"{path}: {told[0]}")
        return body
