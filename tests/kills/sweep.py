"""Sweeps stored files that no row names, as the worker does at night: python -m tests.kills.sweep"""

import os
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
    django.setup()
    import_module("weian.base.bounds").process_sees_everything("the tests sweep")
    import_module("weian.base.attachments").sweep(import_module("weian.base.clock").now())
