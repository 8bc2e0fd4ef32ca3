"""样例公司：一家虚构集成商两年的项目，一键移除。 The sample company: a fictional integrator, removed in one click."""
