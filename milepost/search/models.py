"""The index: one document per object, one row per token."""

from django.db import models


class Document(models.Model):
    """What can be found of one object. The object's own room decides who may see it."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    project_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_document")]


class Posting(models.Model):
    """``token`` occurs in ``document``. It starts with the letter of the document's kind (see ``rules.kinds``)."""

    # One index serves finding and forgetting, since who forgets a document knows its tokens. A foreign key would
    # ask for a second one as large as the first.
    pk = models.CompositePrimaryKey("token", "document")
    token = models.CharField(max_length=24)
    document = models.BigIntegerField(db_column="document_id")
