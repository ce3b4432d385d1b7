"""Opens pages of an installation as its people would, following links; for the drill only.

python -m weian.site.backup.pages 20 PERSON…   exit 0 if all of them open, else the faults
"""

import os
import re
import sys
from collections import deque
from collections.abc import Sequence
from html import unescape
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.test import Client

from weian.base import bounds

_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)"')
#: Leaving, and what is a file to keep rather than a page.
_NOT = re.compile(r"^/(logout|static/|files/|api/)|export|\.(xlsx|docx|pdf)|print")
_EACH = 6


def walk(client: Client, most: int, seen: set[str]) -> list[str]:
    """Follow links from the first page, each address once for all people; what did not open."""
    faults: list[str] = []
    waiting = deque(["/"])
    opened = 0
    while waiting and opened < most:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        opened += 1
        if response.status_code != 200:
            faults.append(f"{address} 打不开（{response.status_code}）")
            continue
        for found in _LINK.findall(response.content.decode("utf-8", "replace")):
            link = unescape(found)
            if link not in seen and not _NOT.search(link):
                seen.add(link)
                waiting.append(link)
    return faults if opened else ["没有打开任何页面"]


def main(arguments: Sequence[str]) -> int:
    """Open about so many pages, divided among the people."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing is collected there
    )
    django.setup()
    bounds.process_sees_everything("pages are opened as people; their requests see what is theirs")
    most, people = int(arguments[0]), [int(number) for number in arguments[1:]]
    person_model: Any = import_module("django.contrib.auth").get_user_model()
    seen = {"/"}
    faults = []
    for number in people:
        client = Client(raise_request_exception=False)
        client.force_login(
            person_model.objects.get(pk=number), settings.AUTHENTICATION_BACKENDS[-1]
        )
        faults += walk(client, max(_EACH, -(-most // len(people))), seen)
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
    sys.exit(main(sys.argv[1:]))
