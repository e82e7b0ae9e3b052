import django.db.models.deletion
import zolal.core.uid
import zolal.quality.models.index_part
import zolal.quality.models.pair
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('quality', '0002_inactive_issues'), ('quality', '0003_rules_of_the_index'), ('quality', '0004_queues'), ('quality', '0005_whose_issues'), ('quality', '0006_dormant'), ('quality', '0007_rules'), ('quality', '0008_essentials_are_rules'), ('quality', '0009_samples'), ('quality', '0010_measured_for_users'), ('quality', '0011_past_scores')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Automatic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20, unique=True)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Dormant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('since', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['since', 'id'], name='dormant_since')],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id'), name='dormant_record')],
            },
        ),
        migrations.CreateModel(
            name='IndexPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.BigIntegerField(default=zolal.quality.models.index_part.new_token, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('records', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('rules', models.CharField(default='', max_length=16)),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'token', 'records'], name='index_part_of_type')],
            },
        ),
        migrations.CreateModel(
            name='MatchKeys',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('keys', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id'), name='one_match_keys')],
            },
        ),
        migrations.CreateModel(
            name='MatchModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('data', models.BinaryField()),
                ('found', models.BinaryField(null=True)),
                ('taught', models.JSONField(default=dict)),
                ('below', models.PositiveIntegerField(null=True)),
                ('records', models.PositiveIntegerField(help_text='how many records it was trained on')),
                ('trained_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', '-id'], name='match_model_newest')],
            },
        ),
        migrations.CreateModel(
            name='PastScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('until', models.DateField()),
                ('quality', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id', 'until'), name='past_score_of_day')],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=20)),
                ('parameters', models.JSONField()),
                ('severity', models.CharField(choices=[('block', 'block'), ('warn', 'warn'), ('queue', 'queue')], default='queue', max_length=5)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('active', models.BooleanField(default=True)),
                ('standard', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(auto_now=True)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('scope', models.CharField(choices=[('all', 'all data'), ('goal', 'data the goals need')], max_length=4)),
                ('seed', models.BigIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('population', models.PositiveIntegerField()),
                ('by_source', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('fact', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=60)),
                ('raw', models.TextField(blank=True)),
                ('verdict', models.CharField(choices=[('dismissed', 'right as it is'), ('snoozed', 'put off'), ('reopened', 'open again'), ('handed', 'handed over')], max_length=9)),
                ('until', models.DateField(null=True)),
                ('stands', models.BooleanField(default=True)),
                ('action', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='handlings', to='core.action')),
                ('to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('stands', True)), fields=['record_type', 'record_id'], name='handling_of_record'), models.Index(fields=['action', 'id'], name='handling_of_action')],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('fact', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=60)),
                ('group', models.CharField(choices=[('invalid', 'invalid'), ('old', 'old'), ('incomplete', 'incomplete'), ('inactive', 'inactive')], max_length=10)),
                ('severity', models.CharField(max_length=7)),
                ('fault', models.CharField(blank=True, help_text='wrong value or wrong format', max_length=9)),
                ('raw', models.TextField(blank=True)),
                ('proposal', models.TextField(blank=True)),
                ('until', models.DateField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('holder', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('importer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
                ('team', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'record_id'], name='issue_of_record'), models.Index(fields=['record_type', 'group', 'code', 'fact', 'severity', 'holder', 'until', 'id'], name='issue_queue'), models.Index(condition=models.Q(('team__isnull', False)), fields=['record_type', 'team', 'group', 'code', 'fact', 'severity', 'holder', 'until', 'id'], name='issue_of_team'), models.Index(condition=models.Q(('until__isnull', False)), fields=['record_type', 'until', 'id'], name='issue_put_off')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('day', models.DateField()),
                ('figures', models.JSONField()),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', True)), fields=('record_type', 'day'), name='one_measurement_a_day'), models.UniqueConstraint(fields=('record_type', 'user', 'day'), name='one_measurement_a_user_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('keep_id', models.BigIntegerField()),
                ('absorb_id', models.BigIntegerField()),
                ('rule', models.CharField(max_length=40)),
                ('choices', models.JSONField(default=dict)),
                ('moved', models.JSONField(default=list)),
                ('probability', models.FloatField(null=True)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='merge', to='core.action')),
                ('undone_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_merge', to='core.action')),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'keep_id'], name='merge_by_keep'), models.Index(fields=['record_type', 'absorb_id'], name='merge_by_absorb'), models.Index(condition=models.Q(('probability__isnull', False)), fields=['record_type', '-id'], name='merge_by_machine')],
            },
        ),
        migrations.CreateModel(
            name='Pair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('first_id', models.BigIntegerField()),
                ('second_id', models.BigIntegerField()),
                ('probability', models.FloatField()),
                ('evidence', models.JSONField(default=list)),
                ('effect', models.PositiveIntegerField(default=0)),
                ('decision', models.CharField(choices=[('open', 'to be decided'), ('same', 'the same'), ('not_same', 'not the same'), ('household', 'same household')], default='open', max_length=9)),
                ('decided_at', models.DateTimeField(null=True)),
                ('skipped_at', models.DateTimeField(null=True)),
                ('lot', models.FloatField(default=zolal.quality.models.pair.draw)),
                ('sampled', models.BooleanField(default=False)),
                ('teaches', models.FloatField(default=0)),
                ('compared', models.JSONField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'second_id'], name='pair_by_second'), models.Index(fields=['record_type', 'decision', '-probability', '-effect', 'id'], name='pair_queue'), models.Index(fields=['record_type', 'decision', 'lot'], name='pair_by_lot'), models.Index(condition=models.Q(('sampled', True)), fields=['record_type', 'decision', 'lot'], name='pair_sampled'), models.Index(condition=models.Q(('teaches__gt', 0)), fields=['record_type', 'decision', '-teaches', 'id'], name='pair_telling'), models.Index(condition=models.Q(('compared__isnull', False)), fields=['record_type'], name='pair_answered')],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'first_id', 'second_id'), name='one_pair'), models.CheckConstraint(condition=models.Q(('first_id__lt', models.F('second_id'))), name='pair_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SampledValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('record_id', models.BigIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('value', models.TextField()),
                ('outcome', models.CharField(blank=True, choices=[('right', 'right'), ('wrong', 'wrong'), ('unknown', 'could not be checked')], max_length=7)),
                ('right', models.TextField(blank=True)),
                ('method', models.CharField(blank=True, max_length=10)),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dealt_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='values', to='quality.sample')),
                ('source', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
            ],
            options={
                'indexes': [models.Index(fields=['sample', 'number', 'id'], name='sampled_value_in_order')],
            },
        ),
    ]
