"""How many steps a regular expression takes: counted, not timed, so that a test gives the same answer on any machine."""
