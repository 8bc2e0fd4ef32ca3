"""流程手册: the live playbook to read at work."""
