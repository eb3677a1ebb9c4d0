"""What a dialogue says about the fields of a card. Pure: words in, values with their proof out; nothing is written."""
