"""Ways into the country, as dated data and a forecast of the first day at a desk."""
