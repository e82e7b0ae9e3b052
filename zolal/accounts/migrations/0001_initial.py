import django.db.models.deletion
import zolal.core.uid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0002_second_factor'), ('accounts', '0003_roles'), ('accounts', '0004_sharing'), ('accounts', '0005_money')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('role', models.CharField(default='member', max_length=40, verbose_name='role')),
                ('role_until', models.DateField(blank=True, null=True)),
                ('role_after', models.CharField(blank=True, max_length=40)),
                ('is_active', models.BooleanField(default=True, verbose_name='may log in')),
                ('language', models.CharField(choices=[('fa', 'فارسی'), ('en', 'English')], default='fa', max_length=2, verbose_name='language')),
                ('digits', models.CharField(choices=[('persian', 'Persian (۱۲۳)'), ('latin', 'Latin (123)')], default='persian', max_length=7, verbose_name='digits')),
                ('theme', models.CharField(choices=[('system', 'like the device'), ('light', 'light'), ('dark', 'dark')], default='system', max_length=6, verbose_name='colours')),
                ('money', models.CharField(blank=True, choices=[('', 'as the company'), ('toman', 'tomans'), ('rial', 'rials')], default='', max_length=5, verbose_name='amounts')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RoleRights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('base', models.CharField(choices=[('administrator', 'CRM administrator'), ('strategist', 'CRM strategist'), ('manager', 'manager'), ('member', 'member'), ('reader', 'reader')], max_length=15)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('sees', models.CharField(blank=True, max_length=4)),
                ('verbs', models.JSONField(default=dict)),
                ('reaches', models.JSONField(default=dict)),
                ('fields', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('scope', models.CharField(choices=[('read', 'read only'), ('write', 'read and write')], default='read', max_length=5)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=64)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('step', models.BigIntegerField(default=0)),
                ('recovery', models.JSONField(default=list)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failed_at', models.DateTimeField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='accounts.team'),
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('begins_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands_in', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputies', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['begins_on', 'id'],
                'indexes': [models.Index(fields=['deputy', 'ends_on'], name='deputy_now')],
            },
        ),
        migrations.CreateModel(
            name='SharedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=zolal.core.uid.uuid7, editable=False, unique=True)),
                ('record_type', models.CharField(max_length=20)),
                ('record_id', models.BigIntegerField()),
                ('level', models.CharField(choices=[('read', 'may see it'), ('edit', 'may change it')], default='read', max_length=4)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shared_records', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='shared_records', to='accounts.team')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('team__isnull', True), ('user__isnull', False)), models.Q(('team__isnull', False), ('user__isnull', True)), _connector='OR'), name='shared_with_one'), models.UniqueConstraint(condition=models.Q(('team', None)), fields=('record_type', 'record_id', 'user'), name='shared_once_with_user'), models.UniqueConstraint(condition=models.Q(('user', None)), fields=('record_type', 'record_id', 'team'), name='shared_once_with_team')],
            },
        ),
    ]
