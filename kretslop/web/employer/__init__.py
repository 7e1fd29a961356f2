"""The employer's pages: whom we look for, whom we are introduced to, how it goes."""
