"""How days and times read, by language, where Django has another habit."""
