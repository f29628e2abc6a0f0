"""The weekly figures on a desk: computed from the cache, for when the centre is away."""
