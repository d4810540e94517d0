"""Whether the tests notice when a protection is gone: each is taken out of a copy of the package, and its tests run."""
