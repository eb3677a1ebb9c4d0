"""How much a file may cost whoever reads it."""

import resource

MEMORY_MB = 300
PROCESSOR_SECONDS = 300
SCRATCH_BYTES = 1_000_000_000

_MEGABYTE = 1 << 20


def limits_set() -> None:
    """Bind the present process: beyond these it gets MemoryError, OSError or is ended by the system."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * _MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SCRATCH_BYTES,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
