"""Whether search holds in a large base: `make bench-scale ARGS="--chunks 100000"`."""
