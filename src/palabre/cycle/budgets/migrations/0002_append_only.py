from django.db import migrations

from palabre.kit.immutable import allow_changes, forbid_changes, run

TABLE = "budgets_ballothistory"


def forward(apps, editor):
    run(forbid_changes(TABLE, editor.connection), editor)


def backward(apps, editor):
    run(allow_changes(TABLE, editor.connection), editor)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
