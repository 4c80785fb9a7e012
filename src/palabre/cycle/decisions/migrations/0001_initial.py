import django.db.models.deletion
import palabre.kit.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('releve'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='releve', unique=True, verbose_name='identifiant public')),
                ('title', models.CharField(help_text='Par exemple\xa0: Relevé de l’atelier numérique.', max_length=200, verbose_name='titre')),
                ('held_on', models.DateField(help_text='Jour où les décisions ont été prises.', verbose_name='date')),
                ('body', models.CharField(blank=True, help_text='Qui a décidé\xa0: atelier, bureau, assemblée, comité…', max_length=200, verbose_name='instance')),
                ('place', models.CharField(blank=True, help_text='Ville et salle, ou «\xa0à distance\xa0».', max_length=200, verbose_name='lieu')),
                ('occasion', models.CharField(blank=True, db_index=True, help_text='Identifiant de l’atelier ou de la consultation d’où viennent les décisions.', max_length=40, verbose_name='atelier ou consultation')),
                ('introduction', models.TextField(blank=True, help_text='Quelques lignes de contexte, imprimées en tête du relevé.', verbose_name='présentation')),
                ('status', models.CharField(choices=[('draft', 'brouillon'), ('adopted', 'adopté'), ('published', 'publié')], default='draft', help_text='Un relevé adopté ne change plus\xa0; publié, chacun peut le lire.', max_length=10, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement\xa0; sert à ne rien écraser.', verbose_name='version')),
                ('adopted_at', models.DateTimeField(blank=True, help_text='Moment de l’adoption.', null=True, verbose_name='adopté le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Moment de la publication.', null=True, verbose_name='publié le')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil, et qui le dit.', verbose_name='démonstration')),
            ],
            options={
                'verbose_name': 'relevé de décisions',
                'verbose_name_plural': 'relevés de décisions',
                'ordering': ['-held_on', 'title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', True), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('adopted_at__isnull', False)), _connector='OR'), name='decisions_record_adopted_dated'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='decisions_record_published_dated')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('decision'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='decision', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveIntegerField(help_text='Rang de la décision dans le relevé, à partir de 1.', verbose_name='ordre')),
                ('wording', models.TextField(help_text='Le texte même de la décision, tel qu’adopté.', verbose_name='formulation adoptée')),
                ('tally_method', models.CharField(choices=[('show-of-hands', 'vote à main levée'), ('consultation', 'vote en consultation'), ('ballot', 'vote à bulletin secret'), ('consensus', 'consensus, sans décompte'), ('board', 'décision d’une instance, sans décompte communiqué')], default='show-of-hands', help_text='Comment les voix ont été comptées.', max_length=16, verbose_name='manière de compter')),
                ('in_favour', models.PositiveIntegerField(blank=True, help_text='Voix pour\xa0; vide\xa0: inconnu ou non compté.', null=True, verbose_name='pour')),
                ('against', models.PositiveIntegerField(blank=True, help_text='Voix contre\xa0; vide\xa0: inconnu ou non compté.', null=True, verbose_name='contre')),
                ('abstentions', models.PositiveIntegerField(blank=True, help_text='Abstentions\xa0; vide\xa0: inconnu ou non compté.', null=True, verbose_name='abstentions')),
                ('quorum_needed', models.PositiveIntegerField(blank=True, help_text='Nombre de voix qui devaient être présentes\xa0; vide\xa0: aucun ou inconnu.', null=True, verbose_name='quorum requis')),
                ('quorum_present', models.PositiveIntegerField(blank=True, help_text='Nombre de voix présentes\xa0; vide\xa0: inconnu.', null=True, verbose_name='voix présentes')),
                ('reasons', models.TextField(blank=True, help_text='Pourquoi cette décision a été prise.', verbose_name='motifs')),
                ('objections', models.TextField(blank=True, help_text='Ce que des villes ont objecté, et qui reste écrit.', verbose_name='objections gardées')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement\xa0; sert à ne rien écraser.', verbose_name='version')),
                ('revises', models.ForeignKey(blank=True, help_text='Décision antérieure que celle-ci remplace.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='decisions.decision', verbose_name='révise')),
                ('record', models.ForeignKey(help_text='Relevé où la décision est écrite.', on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='decisions.decisionrecord', verbose_name='relevé')),
            ],
            options={
                'verbose_name': 'décision',
                'verbose_name_plural': 'décisions',
                'ordering': ['record', 'order'],
                'constraints': [models.UniqueConstraint(fields=('record', 'order'), name='decisions_decision_order'), models.CheckConstraint(condition=models.Q(('wording', ''), _negated=True), name='decisions_decision_has_a_wording'), models.CheckConstraint(condition=models.Q(('revises__isnull', True), models.Q(('revises', models.F('pk')), _negated=True), _connector='OR'), name='decisions_decision_not_its_own_revision')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('choix'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='choix', unique=True, verbose_name='identifiant public')),
                ('statement', models.CharField(db_index=True, help_text='Identifiant de l’énoncé.', max_length=40, verbose_name='énoncé')),
                ('stance', models.CharField(choices=[('adopted', 'retenu'), ('discarded', 'écarté')], help_text='L’énoncé est retenu ou écarté.', max_length=10, verbose_name='sort')),
                ('reason', models.TextField(blank=True, help_text='Pourquoi l’énoncé est écarté\xa0: obligatoire, pour qui l’a proposé.', verbose_name='raison')),
                ('decision', models.ForeignKey(help_text='Décision qui retient ou écarte l’énoncé.', on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='decisions.decision', verbose_name='décision')),
            ],
            options={
                'verbose_name': 'choix',
                'verbose_name_plural': 'choix',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'statement'), name='decisions_choice_once'), models.CheckConstraint(condition=models.Q(models.Q(('stance', 'discarded'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='decisions_choice_discarded_with_reason')],
            },
        ),
    ]
