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
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('consultation'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='consultation', unique=True, verbose_name='identifiant public')),
                ('question', models.CharField(help_text='La question posée, en une phrase.', max_length=300, verbose_name='question')),
                ('description', models.TextField(blank=True, help_text='Pourquoi cette consultation, et ce qui sera fait des réponses.', verbose_name='présentation')),
                ('electorate', models.CharField(choices=[('cities', 'une ville, une voix'), ('people', 'une personne, une voix')], default='cities', help_text='Une ville a une voix, quelle que soit la taille de sa délégation.', max_length=8, verbose_name='qui vote')),
                ('opens_at', models.DateTimeField(blank=True, help_text='Vide\xa0: dès que la consultation est ouverte.', null=True, verbose_name='ouverture')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Vide\xa0: jusqu’à ce que le secrétariat close le vote.', null=True, verbose_name='fin du vote')),
                ('status', models.CharField(choices=[('draft', 'en préparation'), ('open', 'ouverte'), ('closed', 'close'), ('published', 'résultat publié')], default='draft', help_text='En préparation, ouverte, close, ou résultat publié.', max_length=10, verbose_name='état')),
                ('open_result', models.BooleanField(default=False, help_text='Sinon, personne ne voit de résultat avant la clôture, pas même le secrétariat.', verbose_name='résultat visible pendant le vote')),
                ('link_series', models.PositiveIntegerField(default=1, help_text='Augmente quand les liens déjà envoyés sont annulés.', verbose_name='série des liens de vote')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification du texte.', verbose_name='version')),
                ('created_at', models.DateTimeField(help_text='Moment de la création.', verbose_name='créée le')),
                ('closed_at', models.DateTimeField(blank=True, help_text='Moment de la clôture du vote.', null=True, verbose_name='close le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Moment de publication du résultat.', null=True, verbose_name='publiée le')),
                ('source', models.CharField(blank=True, help_text='D’où vient une consultation importée, et sous quelle licence.', max_length=300, verbose_name='source')),
                ('source_key', models.CharField(blank=True, help_text='Ce qui reconnaît la même conversation importée deux fois\xa0: son adresse.', max_length=300, verbose_name='clé de la source')),
                ('source_digest', models.CharField(blank=True, help_text='SHA-256 du contenu importé.', max_length=64, verbose_name='empreinte de la source')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil.', verbose_name='démonstration')),
            ],
            options={
                'verbose_name': 'consultation',
                'verbose_name_plural': 'consultations',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='consultations_closes_after_opening'), models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('source_key',), name='consultations_source_once')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('participant'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='participant', unique=True, verbose_name='identifiant public')),
                ('channel', models.CharField(choices=[('web', 'en ligne'), ('paper', 'sur papier'), ('import', 'import')], default='web', help_text='Par où le premier bulletin est arrivé.', max_length=8, verbose_name='voie')),
                ('external_id', models.CharField(blank=True, help_text='Numéro dans le fichier importé.', max_length=40, verbose_name='identifiant d’origine')),
                ('joined_at', models.DateTimeField(help_text='Moment du premier bulletin.', verbose_name='depuis le')),
                ('city', models.ForeignKey(blank=True, help_text='Ville dont c’est la voix.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='ville')),
                ('consultation', models.ForeignKey(help_text='Consultation à laquelle cette voix participe.', on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='consultations.consultation', verbose_name='consultation')),
                ('person', models.ForeignKey(blank=True, help_text='Personne dont c’est la voix, quand les personnes votent.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'voix',
                'verbose_name_plural': 'voix',
                'constraints': [models.UniqueConstraint(condition=models.Q(('city__isnull', False)), fields=('consultation', 'city'), name='consultations_one_city_one_voice'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('consultation', 'person'), name='consultations_one_person_one_voice'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('consultation', 'external_id'), name='consultations_participant_imported_once'), models.CheckConstraint(condition=models.Q(('city__isnull', True), ('person__isnull', True), _connector='OR'), name='consultations_voice_of_city_or_person')],
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
                ('answers', models.PositiveIntegerField(help_text='Nombre de réponses dans ce bulletin.', verbose_name='réponses')),
                ('received_at', models.DateTimeField(help_text='Moment de la réception.', verbose_name='reçu le')),
                ('person', models.ForeignKey(blank=True, help_text='Personne qui a voté pour sa ville\xa0; vide par un lien de vote.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remis par')),
                ('participant', models.ForeignKey(help_text='Voix qui a voté.', on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='consultations.participant', verbose_name='voix')),
            ],
            options={
                'verbose_name': 'bulletin reçu',
                'verbose_name_plural': 'bulletins reçus',
                'indexes': [models.Index(fields=['participant', 'received_at'], name='consultations_ballot_pace')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('enonce'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='enonce', unique=True, verbose_name='identifiant public')),
                ('kind', models.CharField(blank=True, choices=[('priority', 'priorité'), ('orientation', 'orientation'), ('modality', 'modalité d’action')], help_text='Priorité, orientation ou modalité d’action\xa0; vide quand ce n’est pas dit.', max_length=12, verbose_name='nature')),
                ('text', models.TextField(help_text='Une seule idée, en une phrase que l’on peut approuver ou non.', verbose_name='énoncé')),
                ('argument', models.TextField(blank=True, help_text='Pourquoi, en quelques lignes.', verbose_name='argument')),
                ('language', models.CharField(blank=True, default='fr', help_text='Langue du texte.', max_length=8, verbose_name='langue')),
                ('position', models.PositiveIntegerField(default=0, help_text='Ordre de présentation.', verbose_name='rang')),
                ('moderation', models.CharField(choices=[('accepted', 'soumis au vote'), ('pending', 'en attente'), ('rejected', 'écarté du vote')], default='accepted', help_text='Soumis au vote, en attente, ou écarté.', max_length=10, verbose_name='modération')),
                ('moderation_reason', models.TextField(blank=True, help_text='Visible de tous\xa0: un énoncé n’est jamais écarté sans raison.', verbose_name='raison de la modération')),
                ('is_meta', models.BooleanField(default=False, help_text='Énoncé sur la consultation elle-même, laissé hors de la carte d’opinion.', verbose_name='porte sur la consultation')),
                ('external_id', models.CharField(blank=True, help_text='Numéro dans le fichier importé.', max_length=40, verbose_name='identifiant d’origine')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque modification du texte.', verbose_name='version')),
                ('added_at', models.DateTimeField(help_text='Moment de l’ajout.', verbose_name='ajouté le')),
                ('city', models.ForeignKey(blank=True, help_text='Ville qui propose l’énoncé, s’il y en a une.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='proposé par la ville')),
                ('consultation', models.ForeignKey(help_text='Consultation où l’énoncé est soumis au vote.', on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='consultations.consultation', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'énoncé',
                'verbose_name_plural': 'énoncés',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('consultation', 'external_id'), name='consultations_statement_imported_once'), models.CheckConstraint(condition=models.Q(models.Q(('moderation', 'rejected'), _negated=True), models.Q(('moderation_reason', ''), _negated=True), _connector='OR'), name='consultations_rejected_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField(choices=[(1, 'D’accord'), (-1, 'Pas d’accord'), (0, 'Je passe')], help_text='1\xa0: d’accord\xa0; −1\xa0: pas d’accord\xa0; 0\xa0: je passe.', verbose_name='réponse')),
                ('at', models.DateTimeField(help_text='Moment de la réponse.', verbose_name='répondu le')),
                ('participant', models.ForeignKey(help_text='Voix qui a répondu.', on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='consultations.participant', verbose_name='voix')),
                ('statement', models.ForeignKey(help_text='Énoncé auquel elle répond.', on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='consultations.statement', verbose_name='énoncé')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'constraints': [models.UniqueConstraint(fields=('participant', 'statement'), name='consultations_one_current_vote'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 0, 1])), name='consultations_vote_in_range')],
            },
        ),
        migrations.CreateModel(
            name='VoteHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.SmallIntegerField(choices=[(1, 'D’accord'), (-1, 'Pas d’accord'), (0, 'Je passe')], help_text='1\xa0: d’accord\xa0; −1\xa0: pas d’accord\xa0; 0\xa0: je passe.', verbose_name='réponse')),
                ('at', models.DateTimeField(help_text='Moment de la réponse.', verbose_name='répondu le')),
                ('statement', models.ForeignKey(help_text='Énoncé auquel elle répond.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consultations.statement', verbose_name='énoncé')),
                ('submission', models.ForeignKey(help_text='Bulletin qui a porté cette réponse.', on_delete=django.db.models.deletion.PROTECT, related_name='history', to='consultations.ballotsubmission', verbose_name='bulletin')),
            ],
            options={
                'verbose_name': 'vote, historique',
                'verbose_name_plural': 'votes, historique',
                'constraints': [models.UniqueConstraint(fields=('submission', 'statement'), name='consultations_history_once'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 0, 1])), name='consultations_history_in_range')],
            },
        ),
        migrations.CreateModel(
            name='OpinionResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('algorithm', models.CharField(help_text='Nom et version du calcul.', max_length=40, verbose_name='version du calcul')),
                ('input_digest', models.CharField(help_text='SHA-256 des votes d’où vient ce résultat.', max_length=64, verbose_name='empreinte des votes')),
                ('last_ballot', models.PositiveBigIntegerField(default=0, help_text='Sert à savoir si un bulletin est arrivé depuis.', verbose_name='dernier bulletin compté')),
                ('content', models.JSONField(help_text='Décomptes, groupes et carte.', verbose_name='contenu')),
                ('computed_at', models.DateTimeField(help_text='Moment du calcul.', verbose_name='calculé le')),
                ('consultation', models.ForeignKey(help_text='Consultation dont c’est le résultat.', on_delete=django.db.models.deletion.CASCADE, related_name='results', to='consultations.consultation', verbose_name='consultation')),
            ],
            options={
                'verbose_name': 'résultat calculé',
                'verbose_name_plural': 'résultats calculés',
                'constraints': [models.UniqueConstraint(fields=('consultation', 'algorithm', 'input_digest'), name='consultations_result_once')],
            },
        ),
    ]
