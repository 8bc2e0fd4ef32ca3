"""Version 1 of the API: ``/api/v1/``."""

from ninja import NinjaAPI

from milepost.api import errors, figures, projects
from milepost.api.auth import Bearer, PerPerson

DESCRIPTION = """\
Read and move the pipeline from outside. Send `Authorization: Bearer <token>`; make a token on your settings page
or with `milepost user token NAME`. `Accept-Language: zh` or `en` chooses the language of sentences.
Money is whole fen with a currency. Lists come in pages: pass `next` back as `cursor` until it is null."""

api = NinjaAPI(
    title="Milepost",
    version="1",
    description=DESCRIPTION,
    auth=[Bearer()],
    throttle=[PerPerson()],
    docs_url=None,
    urls_namespace="api-v1",
)
errors.install(api)
api.add_router("/projects", projects.router)
api.add_router("", figures.router)
