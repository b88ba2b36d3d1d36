"""Contributions that want to run script, reach another host or cover the page, and the browser that looks at them."""
