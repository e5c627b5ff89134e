package test

p := {"a": input.missing, "a": 1, "b": {2, 1, 2}}
