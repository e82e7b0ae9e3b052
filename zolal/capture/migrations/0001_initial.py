import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(default='person', max_length=20)),
                ('file', models.FileField(max_length=300, upload_to='imports/%Y/%m/')),
                ('filename', models.CharField(max_length=255)),
                ('state', models.CharField(choices=[('reading', 'being read'), ('mapping', 'columns to be confirmed'), ('checking', 'being checked'), ('ready', 'ready to be taken in'), ('committing', 'being taken in'), ('done', 'taken in'), ('undoing', 'being undone'), ('undone', 'undone'), ('failed', 'failed'), ('cancelled', 'cancelled')], default='reading', max_length=10)),
                ('reading', models.JSONField(default=dict)),
                ('found', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('policy', models.CharField(choices=[('fill', 'fill empty fields only'), ('overwrite', 'overwrite'), ('ask', 'ask for every difference')], default='fill', max_length=9)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('action', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_of', to='core.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='core.source')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Mapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_type', models.CharField(max_length=20)),
                ('signature', models.CharField(help_text='SHA-256 of the compared headers in order', max_length=64)),
                ('columns', models.JSONField()),
                ('used_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('record_type', 'signature'), name='one_mapping_a_header')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField()),
                ('mended', models.JSONField(default=dict)),
                ('facts', models.JSONField(default=dict)),
                ('faults', models.JSONField(default=dict)),
                ('keys', models.JSONField(default=dict)),
                ('verdict', models.CharField(blank=True, choices=[('new', 'new'), ('update', 'update'), ('duplicate', 'duplicate'), ('error', 'error')], max_length=9)),
                ('match_id', models.BigIntegerField(null=True)),
                ('twin', models.PositiveIntegerField(null=True)),
                ('sure', models.BooleanField(default=False)),
                ('alike', models.JSONField(default=list)),
                ('probability', models.FloatField(null=True)),
                ('choices', models.JSONField(default=dict)),
                ('skipped', models.BooleanField(default=False)),
                ('record_id', models.BigIntegerField(null=True)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='all_rows', to='capture.import')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['of', 'verdict', 'number'], name='import_row_by_verdict'), models.Index(fields=['record_id', 'of'], name='import_row_of_record'), models.Index(condition=models.Q(('twin__isnull', False)), fields=['of', 'twin'], name='import_row_twins')],
                'constraints': [models.UniqueConstraint(fields=('of', 'number'), name='one_row_a_number')],
            },
        ),
    ]
