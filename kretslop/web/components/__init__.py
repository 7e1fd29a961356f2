"""The components that pages are put together from; pages load them with `{% load ui %}`."""
