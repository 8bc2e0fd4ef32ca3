"""项目：名称、客户、负责人、团队、阶段记录、任务、日期与级别。
Projects: name, customer, owner, team, record of stages, tasks, dates and level.
"""
