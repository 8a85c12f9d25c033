"""Paging: how an engagement becomes pages, in the order of sandbox time."""
