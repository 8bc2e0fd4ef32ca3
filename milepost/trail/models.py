"""Tables of the trail. UPDATE and DELETE on it are refused by triggers on both databases; erasing is allowed."""

from django.db import models


class ChainHead(models.Model):
    """The last link of one chain (one per project, else per object); its row lock orders writers."""

    chain = models.CharField(max_length=60, primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Author(models.Model):
    """Who stands behind entries, under the name he had then. Name and salt are null after a lawful erasure.

    Entries carry only ``mark``, the salted digest of number and name, so erasing a name breaks no chain.
    """

    actor_id = models.BigIntegerField()
    name = models.CharField(max_length=100, null=True)
    salt = models.CharField(max_length=32, null=True)
    mark = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor_id"], name="trail_authors")]


class Entry(models.Model):
    """One change: who, when, what. Its values and its reason lie beside it, so that they can be erased lawfully."""

    chain = models.CharField(max_length=60)
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    author = models.ForeignKey(Author, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    project_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=40, blank=True)
    values_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="trail_one_link_per_place")]
        indexes = [
            models.Index(fields=["project_id", "-id"], name="trail_by_project"),
            models.Index(fields=["kind", "object_id", "-id"], name="trail_by_object"),
            models.Index(fields=["actor_id", "-id"], name="trail_by_actor"),
        ]

    @property
    def actor_name(self) -> str:
        """The actor's name at that time; his number once the name was erased; empty for the system itself."""
        if self.author is None:
            return ""
        return self.author.name or f"#{self.author.actor_id}"

    @property
    def why(self) -> str:
        """The reason given; empty where none was given or it was erased."""
        return self.values.why or ""


class Values(models.Model):
    """What stood before and after, and why. Null after a lawful erasure, which is itself an entry."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="values", primary_key=True)
    salt = models.CharField(max_length=32, null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(null=True)
    erased_at = models.DateTimeField(null=True)


class Event(models.Model):
    """Something that happened, told to the rooms above; handled after commit, at least once."""

    kind = models.CharField(max_length=60)
    project_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="trail_waiting", condition=models.Q(handled_at=None))]


class Handled(models.Model):
    """Which reaction has already answered which event: a reaction runs once."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="trail_reaction_once")]
