//! What a caption says of its picture: credit, day, place, and who stands where.
