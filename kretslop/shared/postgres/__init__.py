"""Django's PostgreSQL backend, which brings its own server when no DATABASE_URL names another one."""
