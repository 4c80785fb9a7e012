"""The WSGI door, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")

application = get_wsgi_application()
