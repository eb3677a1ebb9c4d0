from tests.conftest import *  # noqa: F403  the workspaces and browsers of the tests
