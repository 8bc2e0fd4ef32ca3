"""Every write to the evidence shelf."""

from milepost.evidence.actions.shelf import add as add
from milepost.evidence.actions.shelf import serve as serve
from milepost.evidence.actions.shelf import withdraw as withdraw
from milepost.evidence.actions.verdict import accept as accept
from milepost.evidence.actions.verdict import refuse as refuse
