"""How well the product's own search finds, on question sets from outside: `make bench-retrieval ARGS="--data DIR"`."""
