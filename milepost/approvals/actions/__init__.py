"""Asking for a decision, deciding, declaring."""

from milepost.approvals.actions.asking import ask as ask
from milepost.approvals.actions.asking import escalate as escalate
from milepost.approvals.actions.asking import withdraw as withdraw
from milepost.approvals.actions.deciding import extend_filing as extend_filing
from milepost.approvals.actions.deciding import grant as grant
from milepost.approvals.actions.deciding import refuse as refuse
from milepost.approvals.actions.deciding import revoke as revoke
from milepost.approvals.actions.declaring import close_declaration as close_declaration
from milepost.approvals.actions.declaring import declare as declare
