# Other names for the commands of dev.py, for fingers that type make.
.PHONY: up test check assets lock
up test check assets lock:
	python3 dev.py $@
