"""Pages of the playbook room."""
