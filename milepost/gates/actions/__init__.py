"""Every change at a gate: the only way forward, its siblings, and how strictly it holds."""

from milepost.gates.actions.asking import ask as ask
from milepost.gates.actions.asking import ask_skip as ask_skip
from milepost.gates.actions.asking import withdraw as withdraw
from milepost.gates.actions.deciding import Judged as Judged
from milepost.gates.actions.deciding import pass_stage as pass_stage
from milepost.gates.actions.deciding import send_back as send_back
from milepost.gates.actions.enforcing import set_enforcement as set_enforcement
from milepost.gates.actions.escalating import escalate as escalate
from milepost.gates.actions.judging import judge as judge
from milepost.gates.actions.moving import Move as Move
from milepost.gates.actions.moving import move as move
from milepost.gates.actions.moving import regress as regress
from milepost.gates.actions.waiving import ask_waiver as ask_waiver
from milepost.gates.actions.waiving import end_waiver as end_waiver
from milepost.gates.actions.waiving import grant_waiver as grant_waiver
from milepost.gates.actions.waiving import refuse_waiver as refuse_waiver

pass_milestone = pass_stage
"""Delivery milestones are passed by the same decision."""
