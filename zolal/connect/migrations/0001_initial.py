import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('connect', '0001_webhooks')]

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('arrived', 'arrived'), ('failed', 'given up')], default='waiting', max_length=8)),
                ('tried', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('held_until', models.DateTimeField(null=True)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('error', models.TextField(blank=True)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='connect.delivery')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('url', models.CharField(max_length=2000)),
                ('description', models.CharField(blank=True, max_length=200)),
                ('patterns', models.JSONField(default=list)),
                ('with_values', models.BooleanField(default=False)),
                ('secret', models.CharField(max_length=100)),
                ('former_secret', models.CharField(blank=True, max_length=100)),
                ('former_until', models.DateTimeField(null=True)),
                ('active', models.BooleanField(default=True)),
                ('stopped', models.CharField(blank=True, choices=[('by hand', 'switched off'), ('gone', 'the other side has said that it is gone'), ('failing', 'nothing has arrived for days')], max_length=8)),
                ('failing_since', models.DateTimeField(null=True)),
                ('quiet_until', models.DateTimeField(null=True)),
                ('unreached', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='endpoint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='connect.endpoint'),
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('type', models.CharField(max_length=60)),
                ('at', models.DateTimeField(db_index=True)),
                ('record_type', models.CharField(blank=True, max_length=60)),
                ('change', models.CharField(blank=True, choices=[('created', 'Created'), ('changed', 'Changed'), ('removed', 'Removed'), ('', 'None')], max_length=7)),
                ('record_id', models.BigIntegerField(null=True)),
                ('record_uid', models.UUIDField(null=True)),
                ('version', models.PositiveIntegerField(null=True)),
                ('fields', models.JSONField(default=list)),
                ('many', models.JSONField(default=list)),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.action')),
            ],
            options={
                'indexes': [models.Index(fields=['record_type', 'record_id'], name='event_of_record')],
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='connect.event'),
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('record_type', models.CharField(max_length=20)),
                ('ids', models.JSONField(default=list)),
                ('gone', models.JSONField(default=dict)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.action')),
            ],
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['endpoint', '-id'], name='delivery_of_endpoint'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['endpoint', 'next_at'], name='delivery_waiting'),
        ),
    ]
