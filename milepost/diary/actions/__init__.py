"""Writing, mending and withdrawing diary entries."""

from milepost.diary.actions.mend import discard_many as discard_many
from milepost.diary.actions.mend import edit as edit
from milepost.diary.actions.mend import withdraw as withdraw
from milepost.diary.actions.write import NewEntry as NewEntry
from milepost.diary.actions.write import write as write
from milepost.diary.actions.write import write_many as write_many
