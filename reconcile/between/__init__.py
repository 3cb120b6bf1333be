"""What is compared beyond one document: small facts of all of them on disk, and what ties them."""
