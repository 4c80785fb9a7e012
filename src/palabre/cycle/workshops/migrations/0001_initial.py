import django.core.validators
import django.db.models.deletion
import palabre.cycle.workshops.models.workshop
import palabre.kit.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('temps'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='temps', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveSmallIntegerField(help_text='Rang, à partir de 1.', verbose_name='rang')),
                ('key', models.CharField(help_text='Sert à reconnaître le temps d’une note à l’autre.', max_length=80, verbose_name='clé')),
                ('title', models.CharField(blank=True, help_text='Titre du temps, s’il en a un.', max_length=300, verbose_name='titre')),
                ('description', models.TextField(blank=True, help_text='À quoi ce temps est consacré.', verbose_name='description')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification.', verbose_name='version')),
            ],
            options={
                'verbose_name': 'temps',
                'verbose_name_plural': 'temps',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('sequence'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='sequence', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveSmallIntegerField(help_text='Rang, à partir de 1.', verbose_name='rang')),
                ('key', models.CharField(help_text='Sert à reconnaître la séquence d’une note à l’autre.', max_length=80, verbose_name='clé')),
                ('title', models.CharField(blank=True, help_text='Titre de la séquence.', max_length=400, verbose_name='titre')),
                ('kind', models.CharField(choices=[('introduction', 'introduction'), ('testimony', 'témoignage'), ('presentation', 'présentation'), ('exchange', 'échange'), ('state_of_play', 'état des lieux'), ('group_work', 'travail en groupe'), ('vote', 'vote'), ('break', 'pause'), ('closing', 'clôture'), ('other', 'autre')], default='other', help_text='Ce qui s’y passe.', max_length=16, verbose_name='nature')),
                ('day', models.PositiveSmallIntegerField(default=1, help_text='1 pour le premier jour\xa0; après minuit, c’est le jour suivant.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='jour')),
                ('starts_at', models.TimeField(blank=True, help_text='Heure de l’atelier. Vide\xa0: pas encore connue.', null=True, verbose_name='début')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, help_text='En minutes. Vide\xa0: pas encore connue.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='durée')),
                ('description', models.TextField(blank=True, help_text='De quoi il sera question.', verbose_name='description')),
                ('expected_output', models.CharField(blank=True, help_text='Ce qui doit en sortir\xa0: témoignage, énoncés, vote, décision.', max_length=300, verbose_name='produit attendu')),
                ('to_confirm', models.BooleanField(default=False, help_text='La séquence n’est pas encore confirmée.', verbose_name='à confirmer')),
                ('locked', models.BooleanField(default=False, help_text='Son heure ne bouge pas quand une séquence d’avant s’allonge.', verbose_name='heure fixe')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification.', verbose_name='version')),
                ('parent', models.ForeignKey(blank=True, help_text='Séquence qui contient celle-ci\xa0: un témoignage parmi cinq, par exemple.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='workshops.slot', verbose_name='pendant')),
                ('part', models.ForeignKey(help_text='Temps auquel la séquence appartient.', on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='workshops.part', verbose_name='temps')),
            ],
            options={
                'verbose_name': 'séquence',
                'verbose_name_plural': 'séquences',
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gte', 1), ('minutes__lte', 1440)), _connector='OR'), name='workshops_slot_minutes_within_a_day', violation_error_message='La durée va d’une minute à vingt-quatre heures.'), models.CheckConstraint(condition=models.Q(('day__gte', 1)), name='workshops_slot_day_from_one', violation_error_message='Les jours se comptent à partir de 1.')],
            },
        ),
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('consigne'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='consigne', unique=True, verbose_name='identifiant public')),
                ('text', models.TextField(help_text='Lues par l’animation et le secrétariat seulement.', verbose_name='notes d’animation')),
                ('slot', models.OneToOneField(help_text='Séquence concernée.', on_delete=django.db.models.deletion.CASCADE, related_name='guidance', to='workshops.slot', verbose_name='séquence')),
            ],
            options={
                'verbose_name': 'notes d’animation',
                'verbose_name_plural': 'notes d’animation',
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('atelier'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='atelier', unique=True, verbose_name='identifiant public')),
                ('title', models.CharField(help_text='Titre de l’atelier.', max_length=300, verbose_name='titre')),
                ('seminar', models.CharField(blank=True, help_text='Séminaire ou rencontre dont l’atelier fait partie.', max_length=400, verbose_name='rencontre')),
                ('period_start', models.PositiveSmallIntegerField(blank=True, help_text='Première année de la programmation dont il est question.', null=True, verbose_name='première année de la période')),
                ('period_end', models.PositiveSmallIntegerField(blank=True, help_text='Dernière année de la programmation dont il est question.', null=True, verbose_name='dernière année de la période')),
                ('held_on', models.DateField(blank=True, help_text='Premier jour. Vide\xa0: pas encore connu.', null=True, verbose_name='date')),
                ('time_zone', models.CharField(blank=True, help_text='Nom IANA, par exemple Europe/Zurich. Vide\xa0: pas encore connu.', max_length=64, validators=[palabre.cycle.workshops.models.workshop.known_time_zone], verbose_name='fuseau horaire')),
                ('place', models.CharField(blank=True, help_text='Ville, salle. Vide\xa0: pas encore connu.', max_length=200, verbose_name='lieu')),
                ('context', models.TextField(blank=True, help_text='Paragraphes de contexte, séparés par une ligne.', verbose_name='contexte')),
                ('arrangement', models.TextField(blank=True, help_text='Ce que la note dit de la durée et de l’organisation.', verbose_name='format annoncé')),
                ('announced_minutes', models.PositiveSmallIntegerField(blank=True, help_text='En minutes, hors pauses. Vide\xa0: la note n’en dit rien.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='durée annoncée')),
                ('status', models.CharField(choices=[('draft', 'en préparation'), ('published', 'publié')], default='draft', help_text='Un atelier publié est lu par tous.', max_length=10, verbose_name='état')),
                ('language', models.CharField(default='fr', help_text='Langue de travail, code ISO 639.', max_length=8, verbose_name='langue')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente quand le titre, la date ou le lieu changent.', verbose_name='version de la fiche')),
                ('edition', models.PositiveIntegerField(default=1, help_text='Augmente à chaque changement du déroulé\xa0; les agendas s’y fient.', verbose_name='édition du déroulé')),
                ('invitation_number', models.PositiveIntegerField(default=1, help_text='L’augmenter éteint les liens d’invitation déjà donnés.', verbose_name='série d’invitations')),
                ('note_name', models.CharField(blank=True, help_text='Nom du fichier dont l’atelier est tiré.', max_length=200, verbose_name='nom de la note')),
                ('note_digest', models.CharField(blank=True, help_text='SHA-256 de la dernière note importée.', max_length=64, verbose_name='empreinte de la note')),
                ('note_plan', models.JSONField(blank=True, help_text='Lecture de la dernière note, avant corrections\xa0: sert à comparer.', null=True, verbose_name='ce que disait la note')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil.', verbose_name='démonstration')),
                ('created_at', models.DateTimeField(help_text='Moment de la création.', verbose_name='créé le')),
                ('updated_at', models.DateTimeField(help_text='Dernier changement de la fiche ou du déroulé.', verbose_name='modifié le')),
            ],
            options={
                'verbose_name': 'atelier',
                'verbose_name_plural': 'ateliers',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('period_end__isnull', True), ('period_start__isnull', True)), ('period_start__lte', models.F('period_end')), _connector='OR'), name='workshops_period_whole', violation_error_message='Donnez les deux années de la période, la première avant la dernière.')],
            },
        ),
        migrations.AddField(
            model_name='slot',
            name='workshop',
            field=models.ForeignKey(help_text='Atelier concerné.', on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='workshops.workshop', verbose_name='atelier'),
        ),
        migrations.AddField(
            model_name='part',
            name='workshop',
            field=models.ForeignKey(help_text='Atelier concerné.', on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='workshops.workshop', verbose_name='atelier'),
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('objectif'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='objectif', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveSmallIntegerField(help_text='Rang, à partir de 1.', verbose_name='rang')),
                ('text', models.TextField(help_text='L’objectif, en une phrase.', verbose_name='objectif')),
                ('workshop', models.ForeignKey(help_text='Atelier concerné.', on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='workshops.workshop', verbose_name='atelier')),
            ],
            options={
                'verbose_name': 'objectif',
                'verbose_name_plural': 'objectifs',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('intervenant'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='intervenant', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveSmallIntegerField(help_text='Rang, à partir de 1.', verbose_name='rang')),
                ('function', models.CharField(choices=[('speaker', 'intervient'), ('facilitator', 'anime')], default='speaker', help_text='Intervient ou anime.', max_length=12, verbose_name='fonction')),
                ('honorific', models.CharField(blank=True, help_text='Par exemple M., Mme, Dr.', max_length=40, verbose_name='civilité')),
                ('name', models.CharField(blank=True, help_text='Prénom et nom. Vide\xa0: la ville n’a pas encore dit qui viendrait.', max_length=200, verbose_name='nom')),
                ('role', models.CharField(blank=True, help_text='Par exemple Maire de Cotonou.', max_length=400, verbose_name='qualité')),
                ('city_name', models.CharField(blank=True, help_text='Nom de la ville quand elle n’est pas membre du réseau.', max_length=200, verbose_name='ville, telle qu’écrite')),
                ('organisation', models.CharField(blank=True, help_text='Organisation, s’il y en a une.', max_length=200, verbose_name='organisation')),
                ('remote', models.BooleanField(default=False, help_text='Intervient en visio.', verbose_name='à distance')),
                ('confirmation', models.CharField(choices=[('confirmed', 'confirmé'), ('to_confirm', 'à confirmer')], default='confirmed', help_text='Venue confirmée ou à confirmer.', max_length=12, verbose_name='confirmation')),
                ('note', models.CharField(blank=True, help_text='Ce que la note ajoute.', max_length=400, verbose_name='précision')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification.', verbose_name='version')),
                ('city', models.ForeignKey(blank=True, help_text='Ville du réseau que la personne représente.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.city', verbose_name='ville membre')),
                ('slot', models.ForeignKey(help_text='Séquence où la personne est attendue.', on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='workshops.slot', verbose_name='séquence')),
            ],
            options={
                'verbose_name': 'intervenant',
                'verbose_name_plural': 'intervenants',
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('role', ''), _negated=True), models.Q(('organisation', ''), _negated=True), models.Q(('city_name', ''), _negated=True), ('city__isnull', False), _connector='OR'), name='workshops_speaker_known_by_something', violation_error_message='Donnez au moins un nom, une qualité, une ville ou une organisation.')],
            },
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('workshop', 'key'), name='workshops_slot_key_once'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(condition=models.Q(('parent__isnull', False)), fields=('workshop', 'key'), name='workshops_item_key_once'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(fields=('workshop', 'key'), name='workshops_part_key_once'),
        ),
    ]
