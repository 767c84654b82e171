from django.apps import AppConfig
from django.db.backends.signals import connection_created


def as_durable_as_the_portal(connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute('PRAGMA journal_mode = WAL')
        cursor.execute('PRAGMA synchronous = FULL')
        cursor.execute('PRAGMA cache_size = -65536')
        cursor.execute('PRAGMA mmap_size = 1073741824')


class DeskConfig(AppConfig):
    name = 'desk'
    default = True

    def ready(self):
        connection_created.connect(as_durable_as_the_portal)
