// Replaced by the Notebook branch.
