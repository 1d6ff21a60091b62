"""What an entity is: field specs, entities, vocabularies."""
