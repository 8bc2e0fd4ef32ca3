"""流程手册：阶段、任务、标准与工具作为数据，及其判定引擎。 The playbook: stages, tasks, standards, tools as data, and the engine that judges."""
