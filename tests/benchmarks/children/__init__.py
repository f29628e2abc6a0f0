"""Programs that the benchmarks start as processes of their own; each prints what it measured as lines of JSON."""
