"""The charts of the weekly figures. Imported late: pyqtgraph takes a second to load."""
