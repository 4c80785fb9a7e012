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
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('budget'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='budget', unique=True, verbose_name='identifiant public')),
                ('title', models.CharField(help_text='Ce que cette somme doit financer, en une ligne.', max_length=200, verbose_name='titre')),
                ('description', models.TextField(blank=True, help_text='D’où vient cette somme, et ce qui sera fait du résultat.', verbose_name='présentation')),
                ('language', models.CharField(blank=True, default='fr', help_text='Langue des textes.', max_length=8, verbose_name='langue')),
                ('amount', models.BigIntegerField(help_text='En unités entières de la monnaie.', verbose_name='somme à répartir')),
                ('currency', models.CharField(default='EUR', help_text='Code de la norme ISO 4217, par exemple EUR ou XOF.', max_length=3, verbose_name='monnaie')),
                ('ballot_kind', models.CharField(choices=[('approval', 'choisir des projets'), ('ranking', 'classer des projets'), ('points', 'répartir des points'), ('knapsack', 'composer son budget, sans dépasser la somme')], default='approval', help_text='Choisir des projets, les classer, répartir des points, composer un budget.', max_length=10, verbose_name='bulletin')),
                ('limit', models.PositiveIntegerField(blank=True, help_text='Nombre de projets que l’on choisit ou classe, ou de points à répartir.', null=True, verbose_name='limite du bulletin')),
                ('rule', models.CharField(choices=[('equal-shares', 'parts égales'), ('phragmen', 'charge partagée (Phragmén)'), ('greedy', 'les plus votés d’abord')], default='equal-shares', help_text='Annoncée avant le vote\xa0; elle ne change plus ensuite.', max_length=12, verbose_name='règle de répartition')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Vide\xa0: dès que le vote est ouvert.', null=True, verbose_name='ouverture')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Vide\xa0: jusqu’à ce que le secrétariat close le vote.', null=True, verbose_name='fin du vote')),
                ('status', models.CharField(choices=[('draft', 'en préparation'), ('open', 'ouvert'), ('closed', 'clos'), ('published', 'résultat publié')], default='draft', help_text='En préparation, ouvert, clos, ou résultat publié.', max_length=10, verbose_name='état')),
                ('link_series', models.PositiveIntegerField(default=1, help_text='Augmente quand les liens déjà envoyés sont annulés.', verbose_name='série des liens de vote')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification du texte.', verbose_name='version')),
                ('created_at', models.DateTimeField(help_text='Moment de la création.', verbose_name='créé le')),
                ('closed_at', models.DateTimeField(blank=True, help_text='Moment de la clôture du vote.', null=True, verbose_name='clos le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Moment de publication du résultat.', null=True, verbose_name='publié le')),
                ('source', models.CharField(blank=True, help_text='D’où vient un budget importé, et sous quelle licence.', max_length=300, verbose_name='source')),
                ('source_digest', models.CharField(blank=True, help_text='SHA-256 du fichier importé\xa0: le même ne s’importe qu’une fois.', max_length=64, verbose_name='empreinte de la source')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil.', verbose_name='démonstration')),
            ],
            options={
                'verbose_name': 'budget',
                'verbose_name_plural': 'budgets',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='budgets_amount_positive'), models.CheckConstraint(condition=models.Q(('limit__isnull', True), ('limit__gte', 1), _connector='OR'), name='budgets_limit_positive'), models.CheckConstraint(condition=models.Q(models.Q(('ballot_kind', 'points'), _negated=True), ('limit__isnull', False), _connector='OR'), name='budgets_points_are_counted'), models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='budgets_closes_after_opening'), models.UniqueConstraint(condition=models.Q(('source_digest', ''), _negated=True), fields=('source_digest',), name='budgets_source_once')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('projet'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='projet', unique=True, verbose_name='identifiant public')),
                ('position', models.PositiveIntegerField(default=0, help_text='Ordre de présentation.', verbose_name='rang')),
                ('title', models.CharField(help_text='Le projet, en une ligne.', max_length=300, verbose_name='titre')),
                ('description', models.TextField(blank=True, help_text='Ce que ferait ce projet, et pour qui.', verbose_name='description')),
                ('cost', models.BigIntegerField(help_text='En unités entières de la monnaie du budget.', verbose_name='coût')),
                ('category', models.CharField(blank=True, help_text='Domaine du projet, en un mot ou deux.', max_length=80, verbose_name='domaine')),
                ('withdrawn_at', models.DateTimeField(blank=True, help_text='Moment du retrait, s’il est retiré.', null=True, verbose_name='retiré le')),
                ('withdrawn_reason', models.TextField(blank=True, help_text='Visible de tous\xa0: un projet n’est jamais retiré sans raison.', verbose_name='raison du retrait')),
                ('external_id', models.CharField(blank=True, help_text='Numéro dans le fichier importé.', max_length=80, verbose_name='identifiant d’origine')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification du texte.', verbose_name='version')),
                ('added_at', models.DateTimeField(help_text='Moment de l’ajout.', verbose_name='ajouté le')),
                ('budget', models.ForeignKey(help_text='Budget où le projet est soumis au vote.', on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='budgets.budget', verbose_name='budget')),
                ('city', models.ForeignKey(blank=True, help_text='Ville qui propose le projet, s’il y en a une.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='proposé par la ville')),
            ],
            options={
                'verbose_name': 'projet',
                'verbose_name_plural': 'projets',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('cost__gte', 1)), name='budgets_cost_positive'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='budgets_withdrawn_with_reason'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('budget', 'external_id'), name='budgets_project_imported_once')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('bulletin'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='bulletin', unique=True, verbose_name='identifiant public')),
                ('external_id', models.CharField(blank=True, help_text='Numéro dans le fichier importé.', max_length=80, verbose_name='identifiant d’origine')),
                ('channel', models.CharField(choices=[('web', 'en ligne'), ('paper', 'sur papier'), ('import', 'import')], default='web', help_text='Par où le bulletin est arrivé.', max_length=8, verbose_name='voie')),
                ('choices', models.JSONField(default=dict, help_text='Par projet\xa0: 1 s’il est choisi, son rang, ou ses points.', verbose_name='choix')),
                ('traits', models.JSONField(default=dict, help_text='Ce que dit le fichier importé de ce votant, par exemple sa tranche d’âge.', verbose_name='groupes')),
                ('at', models.DateTimeField(help_text='Moment du dernier bulletin.', verbose_name='reçu le')),
                ('city', models.ForeignKey(blank=True, help_text='Ville dont c’est la voix.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='ville')),
                ('budget', models.ForeignKey(help_text='Budget sur lequel cette voix vote.', on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='budgets.budget', verbose_name='budget')),
            ],
            options={
                'verbose_name': 'bulletin',
                'verbose_name_plural': 'bulletins',
                'constraints': [models.UniqueConstraint(condition=models.Q(('city__isnull', False)), fields=('budget', 'city'), name='budgets_one_city_one_voice'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('budget', 'external_id'), name='budgets_ballot_imported_once'), models.CheckConstraint(condition=models.Q(models.Q(('city__isnull', False), ('external_id', '')), models.Q(('city__isnull', True), models.Q(('external_id', ''), _negated=True)), _connector='OR'), name='budgets_voice_of_city_or_imported')],
            },
        ),
        migrations.CreateModel(
            name='BallotSubmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('recu'), editable=False, help_text='Numéro du reçu remis à la personne.', max_length=40, prefix='recu', unique=True, verbose_name='reçu')),
                ('uid', models.UUIDField(help_text='Fait par l’appareil\xa0: le même envoi répété ne compte qu’une fois.', unique=True, verbose_name='identifiant de l’envoi')),
                ('channel', models.CharField(choices=[('web', 'en ligne'), ('paper', 'sur papier'), ('import', 'import')], default='web', help_text='Par où ce bulletin est arrivé.', max_length=8, verbose_name='voie')),
                ('digest', models.CharField(help_text='SHA-256 du contenu du bulletin.', max_length=64, verbose_name='empreinte')),
                ('received_at', models.DateTimeField(help_text='Moment de la réception.', verbose_name='reçu le')),
                ('ballot', models.ForeignKey(help_text='Bulletin que cet envoi a fait ou remplacé.', on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='budgets.ballot', verbose_name='bulletin')),
                ('person', models.ForeignKey(blank=True, help_text='Personne qui a voté pour sa ville\xa0; vide par un lien de vote.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remis par')),
            ],
            options={
                'verbose_name': 'bulletin reçu',
                'verbose_name_plural': 'bulletins reçus',
                'indexes': [models.Index(fields=['ballot', 'received_at'], name='budgets_ballot_pace')],
            },
        ),
        migrations.CreateModel(
            name='BallotHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.JSONField(help_text='Par projet\xa0: 1 s’il est choisi, son rang, ou ses points.', verbose_name='choix')),
                ('at', models.DateTimeField(help_text='Moment de la réception.', verbose_name='reçu le')),
                ('submission', models.OneToOneField(help_text='Envoi qui a porté ces choix.', on_delete=django.db.models.deletion.PROTECT, related_name='history', to='budgets.ballotsubmission', verbose_name='bulletin reçu')),
            ],
            options={
                'verbose_name': 'bulletin, historique',
                'verbose_name_plural': 'bulletins, historique',
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('algorithm', models.CharField(help_text='Nom et version du calcul.', max_length=40, verbose_name='version du calcul')),
                ('input_digest', models.CharField(help_text='SHA-256 des projets et des bulletins d’où vient ce résultat.', max_length=64, verbose_name='empreinte des bulletins')),
                ('content', models.JSONField(help_text='Projets retenus, somme employée, raisons, parts des villes.', verbose_name='contenu')),
                ('computed_at', models.DateTimeField(help_text='Moment du calcul.', verbose_name='calculé le')),
                ('budget', models.ForeignKey(help_text='Budget dont c’est le résultat.', on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='budgets.budget', verbose_name='budget')),
            ],
            options={
                'verbose_name': 'résultat calculé',
                'verbose_name_plural': 'résultats calculés',
                'constraints': [models.UniqueConstraint(fields=('budget', 'algorithm', 'input_digest'), name='budgets_outcome_once')],
            },
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('derogation'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='derogation', unique=True, verbose_name='identifiant public')),
                ('change', models.CharField(choices=[('add', 'ajouté à la main'), ('remove', 'retiré à la main')], help_text='Ajouté à la main, ou retiré à la main.', max_length=8, verbose_name='changement')),
                ('reason', models.TextField(help_text='Publiée avec le résultat.', verbose_name='raison')),
                ('at', models.DateTimeField(help_text='Moment du changement.', verbose_name='décidé le')),
                ('budget', models.ForeignKey(help_text='Budget dont le résultat est changé.', on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='budgets.budget', verbose_name='budget')),
                ('person', models.ForeignKey(blank=True, help_text='Personne qui a fait ce changement.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidé par')),
                ('project', models.OneToOneField(help_text='Projet ajouté ou retiré.', on_delete=django.db.models.deletion.PROTECT, related_name='override', to='budgets.project', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'changement à la main',
                'verbose_name_plural': 'changements à la main',
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='budgets_override_with_reason')],
            },
        ),
    ]
