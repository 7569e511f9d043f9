"""Paper: slips and the printers that take them."""
