"""Every change to imports: taking a file, settling its mapping, running it, taking it back, reviewing its claims."""

from milepost.integrations.actions.review import settle as settle
from milepost.integrations.actions.run import run_import as run_import
from milepost.integrations.actions.run import run_job as run_job
from milepost.integrations.actions.run import start as start
from milepost.integrations.actions.take import dry_run as dry_run
from milepost.integrations.actions.take import save_mapping as save_mapping
from milepost.integrations.actions.take import set_kind as set_kind
from milepost.integrations.actions.take import take as take
from milepost.integrations.actions.take import try_out as try_out
from milepost.integrations.actions.undo import run_undo_job as run_undo_job
from milepost.integrations.actions.undo import start_undo as start_undo
from milepost.integrations.actions.undo import undo as undo
