import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('stewardship', '0002_fields'), ('stewardship', '0003_catalogue'), ('stewardship', '0004_maintenance'), ('stewardship', '0005_plans_and_reviews')]

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, unique=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('sheet', 'spreadsheet'), ('accounting', 'accounting software'), ('site', 'web site or shop'), ('app', 'app'), ('social', 'social network'), ('paper', 'paper'), ('other', 'something else')], max_length=10, verbose_name='kind')),
                ('holds', models.CharField(max_length=300, verbose_name='what it holds')),
                ('keeper', models.CharField(blank=True, max_length=150, verbose_name='who keeps it')),
                ('reached', models.CharField(blank=True, max_length=300, verbose_name='how one gets at it')),
                ('readers', models.CharField(blank=True, max_length=300, verbose_name='who has access')),
                ('is_reachable', models.BooleanField(default=False, verbose_name='the analyst can reach it')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CollectionPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('field', models.CharField(max_length=60)),
                ('market', models.CharField(blank=True, max_length=100, verbose_name='target market')),
                ('purpose', models.CharField(max_length=300, verbose_name='purpose')),
                ('whom', models.CharField(max_length=200, verbose_name='from whom')),
                ('way', models.CharField(choices=[('hand', 'asked by our people'), ('form', 'web form'), ('club', 'sign-up to the customer club'), ('import', 'files we were given'), ('events', 'events of site, app or shop'), ('public', 'public sources')], max_length=10, verbose_name='way')),
                ('basis', models.CharField(choices=[('consent', 'consent'), ('contract', 'needed for the contract'), ('law', 'demanded by law'), ('interest', 'our legitimate interest')], max_length=10, verbose_name='legal basis')),
                ('benefit', models.CharField(blank=True, max_length=200, verbose_name='what they get for it')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['record_type', 'field', 'market', 'id'],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'field', 'market'), name='one_policy_a_field_and_market')],
            },
        ),
        migrations.CreateModel(
            name='FieldProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('field', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('figures', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'field'), name='one_profile_a_field')],
            },
        ),
        migrations.CreateModel(
            name='FieldProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('add', 'a further field'), ('change', 'another form of a field'), ('retire', 'to do without a field')], max_length=6, verbose_name='kind')),
                ('field', models.CharField(blank=True, max_length=60, verbose_name='field')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('reason', models.TextField(verbose_name='reason')),
                ('state', models.CharField(choices=[('open', 'in discussion'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('done', 'carried out')], default='open', max_length=9, verbose_name='state')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision', models.TextField(blank=True, verbose_name='reason of the decision')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Fit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('points', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'points', 'record_id'], name='fit_by_points')],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id'), name='one_fit_a_record')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('what', models.TextField(blank=True)),
                ('kind', models.CharField(choices=[('paper', 'paper or files, to be entered anew'), ('list', 'a list of records, to be gone through')], max_length=5)),
                ('record_type', models.CharField(max_length=20)),
                ('query', models.TextField(blank=True)),
                ('total', models.PositiveIntegerField()),
                ('quota', models.PositiveIntegerField()),
                ('per', models.CharField(choices=[('day', 'a working day'), ('week', 'a week')], default='day', max_length=4)),
                ('thursdays', models.BooleanField(default=True)),
                ('starts_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('obstacle', 'unwanted statistical obstacle'), ('rework', 'unforeseen rework'), ('side', 'needless side project')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('hours', models.FloatField(default=0)),
                ('brought_nothing', models.BooleanField(default=False)),
                ('about', models.CharField(blank=True, choices=[('person', 'person'), ('company', 'company'), ('import', 'import'), ('field', 'field')], max_length=7)),
                ('record_id', models.BigIntegerField(null=True)),
                ('about_name', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('open', 'open'), ('working', 'being worked on'), ('solved', 'solved'), ('dropped', 'not pursued')], default='open', max_length=7)),
                ('solution', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-id'], name='problem_by_state'), models.Index(fields=['at'], name='problem_by_time'), models.Index(condition=models.Q(('record_id__isnull', False)), fields=['about', 'record_id'], name='problem_about')],
            },
        ),
        migrations.CreateModel(
            name='ProblemNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='stewardship.problem')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ProposalComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('stance', models.CharField(choices=[('for', 'for it'), ('against', 'against it'), ('neutral', 'neither')], default='neutral', max_length=7)),
                ('text', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='stewardship.fieldproposal')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('field', models.CharField(max_length=60)),
                ('outcome', models.CharField(choices=[('answered', 'answered'), ('unanswered', 'no answer'), ('declined', 'does not want to say')], max_length=10)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'record_id', 'at'], name='question_of_record')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('decision', models.TextField(help_text='what is decided by it', verbose_name='decision')),
                ('readers', models.CharField(blank=True, max_length=200, verbose_name='readers')),
                ('rhythm', models.CharField(choices=[('daily', 'every day'), ('weekly', 'every week'), ('monthly', 'every month'), ('quarterly', 'every quarter'), ('yearly', 'every year'), ('asked', 'when asked for')], default='monthly', max_length=10, verbose_name='rhythm')),
                ('fields', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['record_type', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'name'), name='one_report_a_name')],
            },
        ),
        migrations.AddField(
            model_name='fieldproposal',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='stewardship.report'),
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('title', models.CharField(max_length=100)),
                ('planned_on', models.DateField()),
                ('every', models.PositiveSmallIntegerField(default=0)),
                ('questions', models.JSONField()),
                ('summary', models.TextField(blank=True)),
                ('held_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('previous', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='following', to='stewardship.review')),
            ],
            options={
                'ordering': ['planned_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReviewDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('text', models.TextField()),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='stewardship.review')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('day', models.PositiveSmallIntegerField()),
                ('classes', models.JSONField()),
                ('at_most', models.PositiveIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
                ('remind', models.JSONField(default=list)),
                ('is_active', models.BooleanField(default=True)),
                ('next_on', models.DateField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('dealing', 'being dealt'), ('open', 'under way'), ('signed', 'signed off'), ('cancelled', 'cancelled')], default='dealing', max_length=9)),
                ('classes', models.JSONField()),
                ('items', models.PositiveIntegerField(default=0)),
                ('waiting', models.PositiveIntegerField(default=0)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('note', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='stewardship.schedule')),
            ],
            options={
                'ordering': ['-year', '-month', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('schedule', 'year', 'month'), name='one_run_a_month')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('dealt', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('note', models.TextField(blank=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('reminded_on', models.DateField(null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='stewardship.run')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('run', 'user'), name='one_share_a_run')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('other_id', models.BigIntegerField(default=0)),
                ('group', models.CharField(max_length=10)),
                ('fact', models.CharField(blank=True, max_length=60)),
                ('code', models.CharField(blank=True, max_length=60)),
                ('done_at', models.DateTimeField(null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='stewardship.run')),
                ('share', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='stewardship.share')),
            ],
            options={
                'indexes': [models.Index(fields=['share', 'group', 'done_at', 'id'], name='assignment_of_share'), models.Index(fields=['run', 'id'], name='assignment_of_run'), models.Index(condition=models.Q(('other_id__gt', 0)), fields=['record_type', 'other_id'], name='assignment_of_other')],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id', 'other_id', 'run', 'group', 'fact', 'code'), name='dealt_once')],
            },
        ),
        migrations.CreateModel(
            name='UserDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('actions', models.PositiveIntegerField(default=0)),
                ('people', models.PositiveIntegerField(default=0)),
                ('companies', models.PositiveIntegerField(default=0)),
                ('edited', models.PositiveIntegerField(default=0)),
                ('decided', models.PositiveIntegerField(default=0)),
                ('imported', models.PositiveIntegerField(default=0)),
                ('quality', models.PositiveIntegerField(default=0)),
                ('faulty', models.PositiveIntegerField(default=0)),
                ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'day'], name='days_of_user')],
                'constraints': [models.UniqueConstraint(fields=('day', 'user'), name='one_day_a_user')],
            },
        ),
        migrations.CreateModel(
            name='FieldDefault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('field', models.CharField(max_length=60)),
                ('value', models.CharField(max_length=200)),
                ('share', models.FloatField()),
                ('known', models.PositiveIntegerField()),
                ('since', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'field'), name='one_default_a_field')],
            },
        ),
        migrations.CreateModel(
            name='FitIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('query', models.TextField()),
                ('points', models.SmallIntegerField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-points', 'name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('record_type', 'name'), name='one_indicator_a_name')],
            },
        ),
    ]
