"""The workspaces and browsers of the tests, also for benchmarks."""

pytest_plugins = ["tests.conftest"]
