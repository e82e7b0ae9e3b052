import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('strategy', '0001_measured'), ('strategy', '0002_goals')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountAgain',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=40)),
                ('day', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('active', 'active'), ('archived', 'archived'), ('absorbed', 'merged into another')], default='active', max_length=8)),
                ('provenance', models.JSONField(default=dict)),
                ('own', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('note', models.TextField(blank=True, verbose_name='notes')),
                ('scope', models.CharField(choices=[('company', 'the company'), ('team', 'a team'), ('person', 'a person')], max_length=7)),
                ('measure', models.CharField(max_length=40)),
                ('part', models.CharField(blank=True, max_length=60)),
                ('counts', models.CharField(blank=True, max_length=100)),
                ('reports', models.CharField(blank=True, choices=[('add', 'each report adds to it'), ('stand', 'the last report holds')], max_length=5)),
                ('unit', models.CharField(choices=[('count', 'number'), ('rial', 'amount of money'), ('share', 'per cent')], max_length=5)),
                ('better', models.CharField(choices=[('up', 'more is better'), ('down', 'less is better')], max_length=4)),
                ('aim', models.CharField(choices=[('amount', 'an amount'), ('growth', 'so much more than in another period')], max_length=6)),
                ('target', models.BigIntegerField(null=True)),
                ('growth', models.IntegerField(null=True)),
                ('base_kind', models.CharField(blank=True, choices=[('previous', 'the period before'), ('last_year', 'the same period of last year'), ('typed', 'a value that I type')], max_length=9)),
                ('base', models.BigIntegerField(null=True)),
                ('period', models.CharField(choices=[('month', 'month'), ('quarter', 'quarter'), ('half', 'half-year'), ('year', 'year'), ('free', 'free choice')], max_length=7)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('weight', models.PositiveSmallIntegerField(default=1)),
                ('closed_on', models.DateField(null=True)),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='strategy.goal')),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='beneath', to='strategy.goal')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['ends_on', 'starts_on'], name='goal_by_period'), models.Index(fields=['owner', 'ends_on'], name='goal_of_owner'), models.Index(fields=['team', 'ends_on'], name='goal_of_team')],
            },
        ),
        migrations.CreateModel(
            name='CountedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'day'), name='one_count_a_source_and_day')],
            },
        ),
        migrations.CreateModel(
            name='GoalFigure',
            fields=[
                ('goal', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='figure', serialize=False, to='strategy.goal')),
                ('value', models.BigIntegerField(null=True)),
                ('target', models.BigIntegerField(null=True)),
                ('base', models.BigIntegerField(null=True)),
                ('start', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('on', models.DateField()),
                ('value', models.BigIntegerField(null=True)),
                ('note', models.TextField(blank=True)),
                ('outlook', models.CharField(blank=True, choices=[('good', 'we will make it'), ('unsure', 'not sure'), ('bad', 'in danger')], max_length=6)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('goal', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='strategy.goal')),
            ],
            options={
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['goal', '-on', '-id'], name='check_in_of_goal')],
            },
        ),
        migrations.CreateModel(
            name='MeasureDay',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('measure', models.CharField(max_length=40)),
                ('part', models.CharField(blank=True, max_length=60)),
                ('day', models.DateField()),
                ('value', models.BigIntegerField()),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'measure', 'part', 'owner', 'team', 'value'], name='measure_day_all'), models.Index(fields=['measure', 'day'], name='measure_day_one')],
            },
        ),
        migrations.CreateModel(
            name='MeasureMonth',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('measure', models.CharField(max_length=40)),
                ('part', models.CharField(blank=True, max_length=60)),
                ('day', models.DateField()),
                ('value', models.BigIntegerField()),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'measure', 'part', 'owner', 'team', 'value'], name='measure_month_all')],
            },
        ),
    ]
