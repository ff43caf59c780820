"""Search for identifiers: what is known, in which spellings, and which places a person has decided on."""
