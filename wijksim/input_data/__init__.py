"""Input data: published figures, and the people and supply that are made from them."""
