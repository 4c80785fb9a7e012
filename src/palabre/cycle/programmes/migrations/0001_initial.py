import django.core.validators
import django.db.models.deletion
import palabre.kit.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('action'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='action', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveIntegerField(help_text='Rang sous son résultat, dès 1.', verbose_name='ordre')),
                ('title', models.CharField(help_text='Ce qui sera fait.', max_length=300, verbose_name='titre')),
                ('description', models.TextField(blank=True, help_text='Comment, pour qui, avec quoi.', verbose_name='description')),
                ('partners', models.TextField(blank=True, help_text='Qui d’autre, et dans quel rôle.', verbose_name='partenaires')),
                ('planned_start', models.DateField(blank=True, help_text='Vide\xa0: pas encore fixé.', null=True, verbose_name='début prévu')),
                ('planned_end', models.DateField(blank=True, help_text='Vide\xa0: pas encore fixée.', null=True, verbose_name='fin prévue')),
                ('actual_start', models.DateField(blank=True, help_text='Vide\xa0: pas commencée, ou inconnu.', null=True, verbose_name='début réel')),
                ('actual_end', models.DateField(blank=True, help_text='Vide\xa0: pas finie, ou inconnue.', null=True, verbose_name='fin réelle')),
                ('stage', models.CharField(choices=[('idea', 'idée'), ('planned', 'prévue'), ('under-way', 'en cours'), ('done', 'terminée'), ('suspended', 'suspendue'), ('dropped', 'abandonnée')], default='idea', help_text='Où en est l’action.', max_length=10, verbose_name='état')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement.', verbose_name='version')),
                ('cities', models.ManyToManyField(blank=True, help_text='Villes où l’action a lieu, ville pilote comprise.', related_name='actions', to='network.city', verbose_name='villes')),
                ('lead_city', models.ForeignKey(blank=True, help_text='Ville qui conduit l’action\xa0; vide quand ce n’est pas encore décidé.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.city', verbose_name='ville pilote')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ['result', 'order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('planned_start__isnull', True), ('planned_end__isnull', True), ('planned_end__gte', models.F('planned_start')), _connector='OR'), name='programmes_action_planned_dates'), models.CheckConstraint(condition=models.Q(('actual_start__isnull', True), ('actual_end__isnull', True), ('actual_end__gte', models.F('actual_start')), _connector='OR'), name='programmes_action_actual_dates')],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('ligne'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='ligne', unique=True, verbose_name='identifiant public')),
                ('year', models.PositiveSmallIntegerField(help_text='Année civile de la dépense\xa0: une ligne ne couvre jamais plus d’un an.', validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)], verbose_name='année')),
                ('source', models.CharField(choices=[('fund', 'fonds de coopération du réseau'), ('city', 'ville'), ('other', 'autre bailleur ou partenaire')], help_text='Qui paie.', max_length=5, verbose_name='source')),
                ('amount', models.PositiveBigIntegerField(blank=True, help_text='En unités entières de la monnaie du programme, sans centimes\xa0; vide\xa0: inconnu.', null=True, verbose_name='montant')),
                ('note', models.CharField(blank=True, help_text='Nom du guichet, numéro d’accord…', max_length=200, verbose_name='précision')),
                ('action', models.ForeignKey(help_text='Action financée.', on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='programmes.action', verbose_name='action')),
                ('organisation', models.ForeignKey(blank=True, help_text='Organisation qui paie, quand elle est connue du réseau.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organisation', verbose_name='bailleur')),
            ],
            options={
                'verbose_name': 'ligne de budget',
                'verbose_name_plural': 'lignes de budget',
                'ordering': ['action', 'year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('programme'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='programme', unique=True, verbose_name='identifiant public')),
                ('title', models.CharField(help_text='Par exemple\xa0: Programme numérique 2024-2028.', max_length=200, verbose_name='titre')),
                ('introduction', models.TextField(blank=True, help_text='Quelques lignes, en tête du document.', verbose_name='présentation')),
                ('start_year', models.PositiveSmallIntegerField(help_text='Année où le programme commence.', validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)], verbose_name='première année')),
                ('end_year', models.PositiveSmallIntegerField(help_text='Année où le programme finit, comprise.', validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)], verbose_name='dernière année')),
                ('currency', models.CharField(default='EUR', help_text='Code ISO 4217 de tous les montants du programme, par exemple EUR ou XOF.', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$')], verbose_name='monnaie')),
                ('status', models.CharField(choices=[('draft', 'brouillon'), ('adopted', 'adopté'), ('published', 'publié')], default='draft', help_text='Brouillon et adopté\xa0: visible des membres\xa0; publié\xa0: visible de tous.', max_length=10, verbose_name='état')),
                ('edition', models.PositiveIntegerField(default=0, help_text='Nombre d’éditions adoptées\xa0; 0 avant la première adoption.', verbose_name='numéro d’édition')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement\xa0; sert à ne rien écraser.', verbose_name='version')),
                ('adopted_at', models.DateTimeField(blank=True, help_text='Moment de la dernière adoption.', null=True, verbose_name='adopté le')),
                ('published_at', models.DateTimeField(blank=True, help_text='Moment de la première publication.', null=True, verbose_name='publié le')),
                ('is_demonstration', models.BooleanField(default=False, help_text='Contenu inventé pour montrer l’outil, et qui le dit.', verbose_name='démonstration')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['-start_year', 'title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_year__gte', models.F('start_year'))), name='programmes_programme_period'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('adopted_at__isnull', False), ('edition__gte', 1)), _connector='OR'), name='programmes_programme_adopted_dated'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='programmes_programme_published_dated')],
            },
        ),
        migrations.CreateModel(
            name='Axis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('axe'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='axe', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveIntegerField(help_text='Rang de l’axe, à partir de 1.', verbose_name='ordre')),
                ('title', models.CharField(help_text='Titre de l’axe.', max_length=200, verbose_name='titre')),
                ('description', models.TextField(blank=True, help_text='Ce que l’axe recouvre.', verbose_name='description')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement.', verbose_name='version')),
                ('programme', models.ForeignKey(help_text='Programme de l’axe.', on_delete=django.db.models.deletion.PROTECT, related_name='axes', to='programmes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'axe',
                'verbose_name_plural': 'axes',
                'ordering': ['programme', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'order'), name='programmes_axis_order')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('resultat'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='resultat', unique=True, verbose_name='identifiant public')),
                ('level', models.CharField(choices=[('ultimate', 'résultat ultime'), ('intermediate', 'résultat intermédiaire'), ('immediate', 'résultat immédiat'), ('output', 'extrant')], help_text='Ultime, intermédiaire, immédiat, ou extrant.', max_length=12, verbose_name='niveau')),
                ('statement', models.TextField(help_text='Une seule phrase\xa0: ce qui aura changé.', verbose_name='énoncé du résultat')),
                ('assumptions', models.TextField(blank=True, help_text='Ce qui doit être vrai par ailleurs pour que le résultat soit atteint.', verbose_name='hypothèses')),
                ('order', models.PositiveIntegerField(help_text='Rang parmi les résultats.', verbose_name='ordre')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement.', verbose_name='version')),
                ('axis', models.ForeignKey(blank=True, help_text='Axe du résultat\xa0; vide pour le résultat ultime du programme entier.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='programmes.axis', verbose_name='axe')),
                ('parent', models.ForeignKey(blank=True, help_text='Résultat plus élevé que celui-ci sert.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programmes.result', verbose_name='contribue à')),
                ('programme', models.ForeignKey(help_text='Programme du résultat.', on_delete=django.db.models.deletion.PROTECT, related_name='results', to='programmes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'résultat',
                'verbose_name_plural': 'résultats',
                'ordering': ['programme', 'order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'order'), name='programmes_result_order'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'ultimate'), ('parent__isnull', True)), models.Q(models.Q(('level', 'ultimate'), _negated=True), ('axis__isnull', False)), _connector='OR'), name='programmes_result_in_an_axis'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='programmes_result_not_its_own_parent'), models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='programmes_result_has_a_statement')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('indicateur'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='indicateur', unique=True, verbose_name='identifiant public')),
                ('order', models.PositiveIntegerField(help_text='Rang parmi les indicateurs.', verbose_name='ordre')),
                ('title', models.CharField(help_text='Ce qui est mesuré.', max_length=300, verbose_name='intitulé')),
                ('definition', models.TextField(blank=True, help_text='Ce qui est compté, et ce qui ne l’est pas.', verbose_name='définition')),
                ('is_qualitative', models.BooleanField(default=False, help_text='L’indicateur se dit en mots, sans unité ni chiffre.', verbose_name='qualitatif')),
                ('unit', models.CharField(blank=True, help_text='Personnes, villes, %, jours…', max_length=60, verbose_name='unité')),
                ('direction', models.CharField(choices=[('up', 'doit augmenter'), ('down', 'doit diminuer')], default='up', help_text='Le progrès est-il une hausse ou une baisse\xa0?', max_length=4, verbose_name='sens')),
                ('baseline', models.DecimalField(blank=True, decimal_places=4, help_text='Valeur au départ\xa0; vide\xa0: pas encore renseignée ou inconnue.', max_digits=20, null=True, verbose_name='valeur de référence')),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, help_text='Année de la valeur de référence.', null=True, validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)], verbose_name='année de référence')),
                ('baseline_text', models.TextField(blank=True, help_text='Situation de départ, quand elle se dit.', verbose_name='référence en mots')),
                ('baseline_unknown', models.BooleanField(default=False, help_text='On a cherché\xa0: la valeur de départ n’est pas connue, et on le dit.', verbose_name='référence inconnue')),
                ('target', models.DecimalField(blank=True, decimal_places=4, help_text='Valeur visée\xa0; vide\xa0: pas encore fixée.', max_digits=20, null=True, verbose_name='cible')),
                ('target_date', models.DateField(blank=True, help_text='Jour visé.', null=True, verbose_name='échéance de la cible')),
                ('target_text', models.TextField(blank=True, help_text='Situation visée, quand elle se dit.', verbose_name='cible en mots')),
                ('source', models.CharField(blank=True, help_text='D’où viendra la valeur\xa0: registre, enquête, comptage…', max_length=300, verbose_name='source')),
                ('frequency', models.CharField(blank=True, help_text='Chaque trimestre, chaque année…', max_length=100, verbose_name='fréquence')),
                ('version', models.PositiveIntegerField(default=1, help_text='Augmente à chaque enregistrement.', verbose_name='version')),
                ('action', models.ForeignKey(blank=True, help_text='Action mesurée\xa0; vide quand l’indicateur mesure un résultat.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programmes.action', verbose_name='action')),
                ('result', models.ForeignKey(blank=True, help_text='Résultat mesuré\xa0; vide quand l’indicateur mesure une action.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programmes.result', verbose_name='résultat')),
            ],
            options={
                'verbose_name': 'indicateur',
                'verbose_name_plural': 'indicateurs',
                'ordering': ['order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', False), ('result__isnull', True)), models.Q(('action__isnull', True), ('result__isnull', False)), _connector='OR'), name='programmes_indicator_measures_one_thing'), models.CheckConstraint(condition=models.Q(('baseline_unknown', False), models.Q(('baseline__isnull', True), ('baseline_text', '')), _connector='OR'), name='programmes_indicator_baseline_known_or_not')],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='result',
            field=models.ForeignKey(help_text='Résultat auquel l’action contribue.', on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='programmes.result', verbose_name='résultat'),
        ),
        migrations.CreateModel(
            name='Actual',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('valeur'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='valeur', unique=True, verbose_name='identifiant public')),
                ('on', models.DateField(help_text='Jour que la valeur décrit.', verbose_name='date')),
                ('value', models.DecimalField(blank=True, decimal_places=4, help_text='Valeur observée\xa0; vide quand elle se dit en mots.', max_digits=20, null=True, verbose_name='valeur')),
                ('text', models.TextField(blank=True, help_text='Ce qui est observé, quand cela ne se chiffre pas.', verbose_name='en mots')),
                ('source', models.CharField(help_text='D’où vient la valeur.', max_length=300, verbose_name='source')),
                ('recorded_at', models.DateTimeField(help_text='Moment de la saisie.', verbose_name='saisie le')),
                ('indicator', models.ForeignKey(help_text='Indicateur relevé.', on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='programmes.indicator', verbose_name='indicateur')),
            ],
            options={
                'verbose_name': 'valeur observée',
                'verbose_name_plural': 'valeurs observées',
                'ordering': ['indicator', 'on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='programmes_actual_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', palabre.kit.identifiers.PublicIdField(default=palabre.kit.identifiers.NewPublicId('edition'), editable=False, help_text='Identifiant stable, repris dans les liens et les exports.', max_length=40, prefix='edition', unique=True, verbose_name='identifiant public')),
                ('number', models.PositiveIntegerField(help_text='Rang de l’édition, dès 1.', verbose_name='numéro')),
                ('adopted_at', models.DateTimeField(help_text='Moment de l’adoption.', verbose_name='adoptée le')),
                ('content', models.JSONField(help_text='Le programme entier à ce moment, élément par élément.', verbose_name='contenu')),
                ('digest', models.CharField(help_text='SHA-256 du contenu, en JSON canonique.', max_length=64, verbose_name='empreinte')),
                ('programme', models.ForeignKey(help_text='Programme adopté.', on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='programmes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'édition',
                'verbose_name_plural': 'éditions',
                'ordering': ['programme', 'number'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='programmes_edition_number')],
            },
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('result', 'order'), name='programmes_action_order'),
        ),
    ]
