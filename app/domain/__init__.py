"""Records and rules of the field: frozen data and pure functions, nothing from outside."""
