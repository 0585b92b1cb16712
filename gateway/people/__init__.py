"""Who asks: ways to know a person, tried in the order of ``people.order``. What they say goes into events as a pseudonym only."""
