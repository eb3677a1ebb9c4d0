"""What a source looks like in the API, and what may be said about one."""

from django.db.models import BigIntegerField
from rest_framework import serializers

from knowledge.models import Article, Category, Source
from knowledge.reading.troubles import trouble_text
from knowledge.services.sources import DEEPEST


class SourceSerializer(serializers.ModelSerializer):
    """`trouble` is a code, `trouble_text` says what to do; `texts_waiting` of its `texts` are being learnt."""

    trouble_text = serializers.SerializerMethodField()
    texts = serializers.IntegerField()
    texts_waiting = serializers.IntegerField()
    passages = serializers.IntegerField()

    class Meta:
        model = Source
        fields = [
            "id", "kind", "name", "url", "category", "language", "media_type", "size",
            "include", "exclude", "depth", "schedule", "next_read_at",
            "state", "steps_done", "steps_all", "trouble", "trouble_text", "texts", "texts_waiting", "passages",
            "read_at", "author_name", "created_at", "updated_at",
        ]  # fmt: skip

    def get_trouble_text(self, source: Source) -> str:
        return trouble_text(source.trouble, source.trouble_facts)


class ChangesSerializer(serializers.Serializer):
    """What can be changed; what a kind of source has no use for is kept and does nothing."""

    name = serializers.CharField(max_length=200, required=False)
    category = serializers.PrimaryKeyRelatedField(queryset=Category.objects.all(), allow_null=True, required=False)
    language = serializers.ChoiceField(choices=Article.Language.choices, allow_blank=True, required=False)
    schedule = serializers.ChoiceField(choices=Source.Schedule.choices, allow_blank=True, required=False)
    include = serializers.ListField(child=serializers.CharField(max_length=200), required=False)
    exclude = serializers.ListField(child=serializers.CharField(max_length=200), required=False)
    depth = serializers.IntegerField(min_value=0, max_value=DEEPEST, required=False)


class AddressSerializer(ChangesSerializer):
    kind = serializers.ChoiceField(choices=[Source.Kind.PAGE, Source.Kind.SITE], default=Source.Kind.PAGE)
    url = serializers.CharField(max_length=2000)


class FileSerializer(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True)
    category = serializers.PrimaryKeyRelatedField(queryset=Category.objects.all(), allow_null=True, default=None)
    language = serializers.ChoiceField(choices=Article.Language.choices, allow_blank=True, default="")


class PreviewSerializer(serializers.Serializer):
    url = serializers.CharField(max_length=2000)
    include = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    exclude = serializers.ListField(child=serializers.CharField(max_length=200), default=list)
    depth = serializers.IntegerField(min_value=0, max_value=DEEPEST, default=2)


class FilterSerializer(serializers.Serializer):
    q = serializers.CharField(required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Source.Kind.choices, required=False)
    state = serializers.ChoiceField(choices=Source.State.choices, required=False)
    category = serializers.IntegerField(required=False, min_value=1, max_value=BigIntegerField.MAX_BIGINT)
