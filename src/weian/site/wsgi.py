"""What the web server's worker processes load."""

import os

from django.core.wsgi import get_wsgi_application

from weian.site.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weian.site.settings")
die_with_parent()  # a worker whose server was killed must not keep the port
application = get_wsgi_application()
