"""Training of the names tagger: ``make train``. No part of what is installed."""
