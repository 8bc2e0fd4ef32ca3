"""Reading jobs: each person sees his own."""

from django.http import Http404

from milepost.jobs.models import Job
from milepost.people.models import User


def job_for(user: User, pk: int) -> Job:
    """The person's own job; a foreign one looks missing."""
    job = Job.objects.filter(pk=pk, user=user).first()
    if job is None:
        raise Http404
    return job
