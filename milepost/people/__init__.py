"""人：用户、组织树、角色、代理、授权，以及谁看得见什么。
People: users, the org tree, roles, deputies, grants, and who sees what.
"""
