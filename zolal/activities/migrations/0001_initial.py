import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('activities', '0002_suppression'), ('activities', '0003_activity'), ('activities', '0005_outcomes'), ('activities', '0006_open_in_order')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('core', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Behaviour',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('archived', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('kind', models.CharField(choices=[('email_opened', 'E-mail opened'), ('site_visited', 'Site visited'), ('asset_engaged', 'Content used'), ('call_answered', 'Call answered'), ('email_sent', 'E-mail sent'), ('email_bounced', 'E-mail came back'), ('sms_sent', 'SMS sent'), ('call_unanswered', 'Call not answered'), ('unsubscribed', 'Unsubscribed'), ('complained', 'Complained'), ('machine', 'Opened by a machine')], max_length=15, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(choices=[('active', 'active'), ('archived', 'archived'), ('absorbed', 'merged into another')], default='active', max_length=8)),
                ('provenance', models.JSONField(default=dict)),
                ('own', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('call', 'call'), ('meeting', 'meeting'), ('visit', 'visit'), ('interview', 'interview'), ('task', 'task'), ('note', 'note'), ('observation', 'observation'), ('message', 'message'), ('chat', 'chat'), ('file', 'file')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('about_type', models.CharField(blank=True, max_length=20)),
                ('about_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField(null=True, verbose_name='when')),
                ('until', models.DateTimeField(null=True, verbose_name='until')),
                ('all_day', models.BooleanField(null=True, verbose_name='all day')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('began_at', models.DateTimeField(null=True, verbose_name='began')),
                ('direction', models.CharField(blank=True, choices=[('out', 'outgoing'), ('in', 'incoming')], max_length=3, verbose_name='direction')),
                ('channel', models.CharField(blank=True, choices=[('whatsapp', 'WhatsApp'), ('telegram', 'Telegram'), ('bale', 'Bale'), ('eitaa', 'Eitaa'), ('rubika', 'Rubika'), ('sms', 'SMS'), ('email', 'e-mail'), ('other', 'another')], max_length=8, verbose_name='channel')),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'answered'), ('not_answered', 'not answered'), ('busy', 'busy'), ('switched_off', 'switched off'), ('wrong_number', 'wrong number'), ('left_message', 'left a message'), ('held', 'held'), ('not_held', 'not held'), ('postponed', 'postponed'), ('absent', 'nobody was there'), ('done', 'done'), ('not_done', 'not done'), ('cancelled', 'cancelled')], max_length=20, verbose_name='outcome')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('words', models.TextField(blank=True, verbose_name="the customer's own words")),
                ('decisions', models.TextField(blank=True, verbose_name='decisions')),
                ('strengths', models.TextField(blank=True, verbose_name='our strengths')),
                ('weaknesses', models.TextField(blank=True, verbose_name='our weaknesses')),
                ('attitude', models.CharField(blank=True, choices=[('positive', 'positive'), ('neutral', 'neutral'), ('negative', 'negative')], max_length=8, verbose_name='attitude')),
                ('basis', models.CharField(blank=True, choices=[('said', 'the customer said so'), ('seen', 'we saw it'), ('supposed', 'we suppose so')], max_length=8, verbose_name='basis')),
                ('behaviours', models.JSONField(default=dict)),
                ('pinned', models.BooleanField(null=True, verbose_name='pinned')),
                ('repeat', models.CharField(blank=True, choices=[('daily', 'every day'), ('weekly', 'every week'), ('monthly', 'every month')], max_length=8, verbose_name='repeat')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='place')),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('search', models.TextField(blank=True)),
                ('company', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='people.company')),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='people.person')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='activity_of_person'), models.Index(fields=['company', '-at', '-id'], name='activity_of_company'), models.Index(fields=['about_type', 'about_id', '-at'], name='activity_about'), models.Index(fields=['owner', 'at'], name='activity_of_owner'), models.Index(fields=['team', 'at'], name='activity_of_team'), models.Index(fields=['at', 'id'], name='activity_at'), models.Index(condition=models.Q(('done_at__isnull', True), ('state', 'active')), fields=['owner', 'at'], name='activity_open'), models.Index(condition=models.Q(('done_at__isnull', True), ('state', 'active')), fields=['at', 'id'], name='activity_open_at'), models.Index(condition=models.Q(('person__isnull', False), ('pinned', True)), fields=['person'], name='activity_pinned'), models.Index(condition=models.Q(('kind', 'interview')), fields=['-at'], name='interview_at')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='activities.activity')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendees', to='activities.activity')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', True), ('user__isnull', True), _connector='XOR'), name='attendee_is_one')],
            },
        ),
        migrations.CreateModel(
            name='LastSignals',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('alive_on', models.DateField(null=True)),
                ('email_opened', models.DateField(null=True)),
                ('site_visited', models.DateField(null=True)),
                ('asset_engaged', models.DateField(null=True)),
                ('call_answered', models.DateField(null=True)),
                ('email_sent', models.DateField(null=True)),
                ('email_bounced', models.DateField(null=True)),
                ('sms_sent', models.DateField(null=True)),
                ('call_unanswered', models.DateField(null=True)),
                ('unsubscribed', models.DateField(null=True)),
                ('complained', models.DateField(null=True)),
                ('machine', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'record_id'), name='last_signals_of_record')],
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('email_opened', 'E-mail opened'), ('site_visited', 'Site visited'), ('asset_engaged', 'Content used'), ('call_answered', 'Call answered'), ('email_sent', 'E-mail sent'), ('email_bounced', 'E-mail came back'), ('sms_sent', 'SMS sent'), ('call_unanswered', 'Call not answered'), ('unsubscribed', 'Unsubscribed'), ('complained', 'Complained'), ('machine', 'Opened by a machine')], max_length=15)),
                ('at', models.DateTimeField()),
                ('key', models.CharField(max_length=200, null=True)),
                ('detail', models.JSONField(default=dict)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='signals', to='people.company')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='signals', to='people.person')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('person__isnull', False)), fields=['person', 'at'], name='signal_of_person'), models.Index(condition=models.Q(('company__isnull', False)), fields=['company', 'at'], name='signal_of_company')],
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_signal_a_key'), models.CheckConstraint(condition=models.Q(('person__isnull', True), ('company__isnull', True), _connector='XOR'), name='signal_of_one_record')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS'), ('call', 'call')], max_length=5)),
                ('digest', models.CharField(max_length=64)),
                ('address', models.CharField(blank=True, max_length=320)),
                ('reason', models.CharField(choices=[('unsubscribed', 'unsubscribed'), ('bounced', 'bounced'), ('complaint', 'complaint'), ('by_hand', 'by hand'), ('legal', 'legal')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_because', models.CharField(blank=True, max_length=500)),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.action')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.source')),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='suppression_digest'), models.Index(fields=['address'], name='suppression_address')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('channel', 'digest'), name='one_suppression_an_address')],
            },
        ),
    ]
