// Replaced by the Datasets branch.
