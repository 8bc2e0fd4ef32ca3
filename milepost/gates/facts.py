"""What this room tells of a project: judgements by hand and waivers."""

from milepost.gates.records import PROVIDES as PROVIDES
from milepost.gates.records import facts as facts
