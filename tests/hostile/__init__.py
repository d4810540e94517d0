"""Sources as the open web may send them, and a build beside each of them that has to end well.

`python -m tests.hostile` builds a book from every one of them and prints what became of it; `--help` tells the rest.
"""
