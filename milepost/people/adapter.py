"""How allauth behaves here: nobody signs himself up; people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by an administrator or the command line only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
