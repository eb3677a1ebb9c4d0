"""The workspaces and browsers of the tests, also for benchmarks: these run by themselves, never beside the tests."""

pytest_plugins = ["tests.conftest"]
