"""Fills the installation that is going to be killed; prints what the clients need as JSON.

python -m tests.kills.seed 8 15 20    people with a token each; workbooks on their way in, 20 rows each
"""

import json
import os
import sys
from importlib import import_module

import django

from weian.base import bounds

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
    django.setup()
    bounds.process_sees_everything("what is going to be killed is filled")
    made = import_module("tests.kills.seeding").fill(*map(int, sys.argv[1:]))
    sys.stdout.write(json.dumps(made))
