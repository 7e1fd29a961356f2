"""The extension that looks for many whole numbers in an array at once (part of PostgreSQL, trusted), and an index."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0004_a_large_pool_is_the_workers")]
    operations = [
        CreateExtension("intarray"),
        migrations.AddIndex(
            model_name="poolentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(codes__0__gt=1, in_pool=True), fields=["codes"], name="pool_open"
            ),
        ),
    ]
