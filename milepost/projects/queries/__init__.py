"""Reading projects and their satellites."""

from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project
from milepost.projects.queries.course import PathStage as PathStage
from milepost.projects.queries.course import Piece as Piece
from milepost.projects.queries.course import date_changes as date_changes
from milepost.projects.queries.course import ending as ending
from milepost.projects.queries.course import entry_now as entry_now
from milepost.projects.queries.course import hold_now as hold_now
from milepost.projects.queries.course import newest_passes as newest_passes
from milepost.projects.queries.course import passes as passes
from milepost.projects.queries.course import path_days as path_days
from milepost.projects.queries.course import qualification_of as qualification_of
from milepost.projects.queries.course import timeline_pieces as timeline_pieces
from milepost.projects.queries.known import FieldKnown as FieldKnown
from milepost.projects.queries.known import brief_of as brief_of
from milepost.projects.queries.known import sources_of as sources_of
from milepost.projects.queries.known import tender_of as tender_of
from milepost.projects.queries.lineage import Lineage as Lineage
from milepost.projects.queries.lineage import children as children
from milepost.projects.queries.lineage import lineage as lineage
from milepost.projects.queries.lineage import of_customer as of_customer
from milepost.projects.queries.lineage import origin_of as origin_of
from milepost.projects.queries.people import missing_roles as missing_roles
from milepost.projects.queries.people import people_for as people_for
from milepost.projects.queries.people import team as team
from milepost.projects.queries.people import team_by_role as team_by_role
from milepost.projects.queries.plan import RaciRow as RaciRow
from milepost.projects.queries.plan import Suggestion as Suggestion
from milepost.projects.queries.plan import TaskRow as TaskRow
from milepost.projects.queries.plan import name_of as name_of
from milepost.projects.queries.plan import open_tasks_in as open_tasks_in
from milepost.projects.queries.plan import open_tasks_of as open_tasks_of
from milepost.projects.queries.plan import raci as raci
from milepost.projects.queries.plan import stage_plan as stage_plan
from milepost.projects.queries.plan import suggested_tasks as suggested_tasks
from milepost.projects.queries.plan import target_of as target_of
from milepost.projects.queries.plan import told_of as told_of
from milepost.projects.queries.plan import tools_of as tools_of
from milepost.projects.queries.similar import SimilarProject as SimilarProject
from milepost.projects.queries.similar import similar as similar
from milepost.projects.queries.similar import similar_with_ids as similar_with_ids


def playbook_for(project: Project) -> Playbook:
    """The compiled playbook the project follows."""
    return playbooks.compiled(project.playbook_id)
