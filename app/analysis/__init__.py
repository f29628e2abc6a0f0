"""The figures of the weekly meeting: arrays in, frozen results out, the same on the central server and at the desk.

`columns` and `frame` hold the input, `weekly.weekly` computes an area's package, `behind.select` finds the list behind any number
in it, `table.InputTable` keeps what it was computed from. numpy and the standard library only.
"""
