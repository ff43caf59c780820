"""Entity linking: which mentions mean the same person, place or number, over all interviews."""
