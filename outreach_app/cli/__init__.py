"""The commands: each is a module with `add_arguments` and `run`."""
