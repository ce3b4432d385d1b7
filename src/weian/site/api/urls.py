"""Addresses of the API and of one's tokens."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from weian.site.api import views
from weian.site.api.api import api
from weian.site.api.problems import nowhere, spoken


def _open(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    """Ninja asks who it is itself and answers 401; the pages would lead to the login."""
    if isinstance(pattern, URLPattern):
        pattern.callback = csrf_exempt(login_not_required(spoken(pattern.callback)))
    return pattern


_patterns, _app, _namespace = api.urls
_found = [_open(pattern) for pattern in _patterns]
_rest = re_path(r"^(?P<rest>[\s\S]*)$", csrf_exempt(login_not_required(nowhere)))

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/tokens", views.index, name="tokens"),
    path("me/tokens/<int:pk>/revoke", views.revoke, name="token_revoke"),
    path("api/", include((_found, _app), namespace=_namespace)),
    path("api/", include([_rest])),
]
