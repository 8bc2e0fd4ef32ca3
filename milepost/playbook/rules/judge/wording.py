"""stub"""
from milepost.kernel.text import Text
def reason_text(reason, standard, playbook=None): return Text("x","x")
def change_text(reason, standard, playbook=None): return Text("x","x")
