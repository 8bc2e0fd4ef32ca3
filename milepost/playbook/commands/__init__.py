"""Commands of the playbook room."""
