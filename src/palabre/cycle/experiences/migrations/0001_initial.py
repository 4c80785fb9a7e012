import django.core.validators
import django.db.models.deletion
import palabre.kit.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Testimony',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('temoignage'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='temoignage', unique=True, verbose_name='identifiant public')),
                ('title', models.CharField(help_text='Affiché à tous\xa0: n’y nommez pas une personne qui ne veut pas l’être.', max_length=200, verbose_name='titre')),
                ('place', models.CharField(blank=True, help_text='À remplir quand le témoin ne parle pas pour une ville membre.', max_length=200, verbose_name='autre ville ou organisation')),
                ('witness_name', models.CharField(blank=True, help_text='Publié seulement si l’attribution le permet.', max_length=200, verbose_name='nom du témoin')),
                ('witness_role', models.CharField(blank=True, help_text='Telle qu’elle se lira, par exemple «\xa0Un maire\xa0» ou «\xa0Une adjointe\xa0».', max_length=200, verbose_name='fonction du témoin')),
                ('attribution', models.CharField(choices=[('named', 'nom, fonction et ville'), ('function', 'fonction et ville, sans le nom'), ('anonymous', 'anonyme\xa0: ni nom, ni fonction, ni ville')], default='named', help_text='Ce que le témoin accepte de voir publié à côté de ses mots.', max_length=10, verbose_name='attribution')),
                ('given_on', models.DateField(blank=True, help_text='Jour où le témoignage a été donné.', null=True, verbose_name='date')),
                ('mode', models.CharField(choices=[('on-site', 'sur place'), ('remote', 'à distance'), ('written', 'par écrit')], default='on-site', help_text='Comment le témoignage a été donné.', max_length=8, verbose_name='forme')),
                ('language', models.CharField(choices=[('fr', 'français'), ('en', 'anglais'), ('ar', 'arabe'), ('es', 'espagnol'), ('pt', 'portugais'), ('km', 'khmer'), ('vi', 'vietnamien'), ('lo', 'lao'), ('ro', 'roumain'), ('bg', 'bulgare'), ('sq', 'albanais'), ('hy', 'arménien'), ('mg', 'malgache'), ('ht', 'créole haïtien'), ('und', 'autre langue')], default='fr', help_text='Langue dans laquelle le texte est écrit (code ISO 639).', max_length=3, verbose_name='langue')),
                ('transcript', models.TextField(blank=True, help_text='Les mots du témoin, avec les noms de voix et les minutages tels quels.', validators=[django.core.validators.MaxLengthValidator(200000)], verbose_name='texte')),
                ('consent', models.TextField(blank=True, help_text='Comment et quand le témoin a donné son accord. Jamais publié.', verbose_name='accord du témoin')),
                ('slot', models.CharField(blank=True, help_text='Identifiant de la séquence d’atelier pendant laquelle il a été donné.', max_length=40, verbose_name='séquence')),
                ('status', models.CharField(choices=[('draft', 'brouillon'), ('awaiting-city', 'en relecture par la ville'), ('returned', 'à corriger'), ('validated', 'validé par la ville')], default='draft', help_text='Seul un témoignage validé par la ville est public.', max_length=13, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification\xa0; la ville valide une version précise.', verbose_name='version')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil, et qui le dit.', verbose_name='démonstration')),
                ('created_at', models.DateTimeField(help_text='Moment du premier envoi.', verbose_name='créé le')),
                ('updated_at', models.DateTimeField(help_text='Moment de la dernière modification.', verbose_name='modifié le')),
                ('submission_uid', models.UUIDField(blank=True, help_text='Choisi par l’appareil\xa0: un envoi répété ne compte qu’une fois.', null=True, unique=True, verbose_name='identifiant d’envoi')),
                ('submission_digest', models.CharField(blank=True, help_text='SHA-256 du premier envoi.', max_length=64, verbose_name='empreinte de l’envoi')),
                ('author', models.ForeignKey(blank=True, help_text='Personne qui a saisi le témoignage.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recueilli par')),
                ('city', models.ForeignKey(blank=True, help_text='La ville relit et valide son texte avant toute publication.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='ville membre')),
            ],
            options={
                'verbose_name': 'témoignage',
                'verbose_name_plural': 'témoignages',
                'indexes': [models.Index(fields=['status', 'city'], name='experiences_status_city')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('city__isnull', False), ('place', '')), models.Q(('city__isnull', True), models.Q(('place', ''), _negated=True)), _connector='OR'), name='experiences_testimony_one_place'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('transcript', ''), _negated=True), _connector='OR'), name='experiences_testimony_text_before_reading'), models.CheckConstraint(condition=models.Q(models.Q(('attribution', 'named'), _negated=True), models.Q(('witness_name', ''), _negated=True), _connector='OR'), name='experiences_testimony_named_has_name'), models.CheckConstraint(condition=models.Q(models.Q(('attribution', 'function'), _negated=True), models.Q(('witness_role', ''), _negated=True), _connector='OR'), name='experiences_testimony_function_has_role')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('relecture'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='relecture', unique=True, verbose_name='identifiant public')),
                ('version', models.PositiveIntegerField(help_text='Version qui a été lue.', verbose_name='version')),
                ('verdict', models.CharField(choices=[('validated', 'a validé le texte'), ('correction', 'a demandé une correction')], help_text='Ce que la ville répond.', max_length=10, verbose_name='réponse')),
                ('remark', models.TextField(blank=True, help_text='La correction demandée, dans ses mots.', verbose_name='remarque')),
                ('signatory', models.CharField(help_text='Nom et fonction de la personne qui a relu.', max_length=200, verbose_name='relu par')),
                ('by_link', models.BooleanField(help_text='Vrai quand la réponse est venue sans compte, par un lien.', verbose_name='par lien signé')),
                ('at', models.DateTimeField(help_text='Moment de la réponse.', verbose_name='moment')),
                ('testimony', models.ForeignKey(help_text='Témoignage relu.', on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='experiences.testimony', verbose_name='témoignage')),
            ],
            options={
                'verbose_name': 'relecture',
                'verbose_name_plural': 'relectures',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('verdict', 'validated')), fields=('testimony', 'version'), name='experiences_version_validated_once'), models.CheckConstraint(condition=models.Q(('verdict', 'validated'), models.Q(('remark', ''), _negated=True), _connector='OR'), name='experiences_correction_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('passage'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='passage', unique=True, verbose_name='identifiant public')),
                ('start', models.PositiveIntegerField(help_text='Rang du premier caractère (points de code Unicode, depuis 0).', verbose_name='début')),
                ('end', models.PositiveIntegerField(help_text='Rang qui suit le dernier caractère (points de code Unicode).', verbose_name='fin')),
                ('text', models.TextField(help_text='Copie mot pour mot du texte, du début à la fin du passage.', verbose_name='mots')),
                ('attribution', models.CharField(choices=[('same', 'comme le témoignage'), ('function', 'fonction et ville, sans le nom'), ('anonymous', 'anonyme\xa0: ni nom, ni fonction, ni ville')], default='same', help_text='Plus stricte que celle du témoignage\xa0: le passage est alors publié à part.', max_length=10, verbose_name='attribution')),
                ('marked_at', models.DateTimeField(help_text='Moment du marquage.', verbose_name='marqué le')),
                ('testimony', models.ForeignKey(help_text='Témoignage dont viennent ces mots.', on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='experiences.testimony', verbose_name='témoignage')),
            ],
            options={
                'verbose_name': 'passage',
                'verbose_name_plural': 'passages',
                'ordering': ['start', 'end'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='experiences_passage_not_empty'), models.UniqueConstraint(fields=('testimony', 'start', 'end'), name='experiences_passage_once')],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('enseignement'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='enseignement', unique=True, verbose_name='identifiant public')),
                ('sentence', models.CharField(help_text='Une seule phrase, qui se comprend sans le reste.', max_length=300, verbose_name='enseignement')),
                ('evidence', models.CharField(choices=[('single', 'un seul témoignage'), ('several', 'plusieurs témoignages'), ('figures', 'des chiffres, avec leur source')], default='single', help_text='Sur quoi repose l’enseignement.', max_length=7, verbose_name='solidité')),
                ('source', models.CharField(blank=True, help_text='Document, organisme et année, quand l’enseignement repose sur des chiffres.', max_length=300, verbose_name='source des chiffres')),
                ('scope', models.CharField(blank=True, help_text='Où et à quelles conditions cela vaut.', max_length=300, verbose_name='portée')),
                ('theme', models.CharField(blank=True, help_text='Un thème court, pour regrouper.', max_length=80, verbose_name='thème')),
                ('status', models.CharField(choices=[('draft', 'brouillon'), ('published', 'publié')], default='draft', help_text='Seul un enseignement publié est public.', max_length=9, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification.', verbose_name='version')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil, et qui le dit.', verbose_name='démonstration')),
                ('created_at', models.DateTimeField(help_text='Moment de la création.', verbose_name='créé le')),
                ('updated_at', models.DateTimeField(help_text='Moment de la dernière modification.', verbose_name='modifié le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Moment de la publication.', null=True, verbose_name='publié le')),
                ('author', models.ForeignKey(blank=True, help_text='Personne qui a formulé l’enseignement.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tiré par')),
            ],
            options={
                'verbose_name': 'enseignement',
                'verbose_name_plural': 'enseignements',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('evidence', 'figures'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='experiences_figures_have_source'), models.CheckConstraint(condition=models.Q(('status', 'draft'), ('published_at__isnull', False), _connector='OR'), name='experiences_published_is_dated')],
            },
        ),
    ]
