"""The benchmarks (`make bench`, `python -m tests.benchmarks`): each figure beside its floor of the same run and beside its goal.

Real parts only: a centre as a process, encrypted caches, the real loop, a real window offscreen. `children/` holds the programs
that run as processes of their own, ours and the bare ones that the floors are taken from.
"""
