"""An agent's settings become versions: what was in force is version 1, and a draft that says the same."""

import django.db.models.deletion
from django.db import migrations, models


def settings_into_versions(apps, schema_editor):
    Agent, AgentVersion, AgentPipeline, AgentPipelineStage, AgentChannel = (
        apps.get_model("agents", name)
        for name in ("Agent", "AgentVersion", "AgentPipeline", "AgentPipelineStage", "AgentChannel")
    )
    for agent in Agent.objects.all():
        document = {
            "name": agent.name,
            "purpose": agent.purpose,
            "instructions": agent.instructions,
            "channels": {
                "all": agent.all_channels,
                "chosen": [
                    {"origin": channel.origin, "source_id": channel.source_id}
                    for channel in AgentChannel.objects.filter(agent=agent).order_by("pk")
                ],
            },
        }
        pipelines = list(AgentPipeline.objects.filter(agent=agent).order_by("pk"))
        draft = AgentVersion.objects.create(agent=agent, document=document)
        live = AgentVersion.objects.create(agent=agent, document=document, number=1)
        for pipeline in pipelines:
            stages = list(AgentPipelineStage.objects.filter(agent_pipeline=pipeline).order_by("pk"))
            AgentPipeline.objects.filter(pk=pipeline.pk).update(version=live)
            copied = AgentPipeline.objects.create(
                version=draft,
                pipeline_id=pipeline.pipeline_id,
                pipeline_name=pipeline.pipeline_name,
                is_active=pipeline.is_active,
                all_stages=pipeline.all_stages,
            )
            for stage in stages:
                stage.settings = {"prompt": stage.prompt} if stage.prompt else None
                stage.save(update_fields=["settings"])
                AgentPipelineStage.objects.create(
                    agent_pipeline=copied,
                    stage_id=stage.stage_id,
                    stage_name=stage.stage_name,
                    is_active=stage.is_active,
                    settings=stage.settings,
                )
        agent.live = live
        agent.save(update_fields=["live"])


class Migration(migrations.Migration):
    dependencies = [("agents", "0002_integrations")]

    operations = [
        migrations.CreateModel(
            name="AgentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("document", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("author_id", models.BigIntegerField(blank=True, null=True)),
                ("author_name", models.CharField(blank=True, max_length=200, verbose_name="author")),
                (
                    "revision",
                    models.PositiveIntegerField(default=0, help_text="Of the draft: grows with every save."),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="agents.agent"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of an agent",
                "verbose_name_plural": "versions of agents",
                "db_table": "agent_versions",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agent", "number"), name="agent_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("number", None)), fields=("agent",), name="agent_one_draft"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "agent",
            "live",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="live_of",
                to="agents.agentversion",
            ),
        ),
        migrations.AddField(
            "agent", "paused_until", models.DateTimeField(blank=True, null=True, verbose_name="paused until")
        ),
        migrations.AddField(
            "agent",
            "priority",
            models.PositiveSmallIntegerField(
                default=100,
                help_text="Where two agents could answer, the one with the lower number does.",
                verbose_name="priority",
            ),
        ),
        migrations.AddField(
            "agent",
            "scripts_made",
            models.PositiveIntegerField(default=0, help_text="The highest id a script of it ever had."),
        ),
        migrations.AddField(
            "agentpipeline",
            "version",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pipelines",
                to="agents.agentversion",
            ),
        ),
        migrations.AddField("agentpipelinestage", "settings", models.JSONField(blank=True, null=True)),
        migrations.RemoveConstraint("agentpipeline", "agent_pipeline_once"),
        migrations.AlterField(
            "agentpipeline",
            "agent",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="agents.agent"),
        ),
        migrations.RunPython(settings_into_versions, migrations.RunPython.noop, elidable=True),
        # What was written above is checked before the tables change their shape.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.RemoveField("agentpipeline", "agent"),
        migrations.AlterField(
            "agentpipeline",
            "version",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pipelines", to="agents.agentversion"
            ),
        ),
        migrations.AddConstraint(
            "agentpipeline",
            models.UniqueConstraint(fields=("version", "pipeline_id"), name="agent_pipeline_once"),
        ),
        migrations.AlterModelOptions("agentpipeline", {"ordering": ["pk"]}),
        migrations.AlterModelOptions("agentpipelinestage", {"ordering": ["pk"]}),
        migrations.RemoveField("agentpipelinestage", "prompt"),
        migrations.AlterField(
            "agentpipelinestage", "is_active", models.BooleanField(default=False, verbose_name="chosen")
        ),
        migrations.DeleteModel("AgentChannel"),
        migrations.RemoveField("agent", "all_channels"),
        migrations.RemoveField("agent", "instructions"),
    ]
