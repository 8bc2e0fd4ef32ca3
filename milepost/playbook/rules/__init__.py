"""Pure rules of the playbook: read it, check it, judge facts with it. No database, no clock."""
