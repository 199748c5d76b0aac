"""Prints a pipeline of GitHub or GitLab as JSON; a pipeline of GitLab with what its jobs take from others."""
import json
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    pipeline = yaml.safe_load(file)
# YAML 1.1 reads the key "on" as a truth value.
pipeline = {("on" if key is True else key): value for key, value in pipeline.items()}
print(json.dumps(pipeline))
