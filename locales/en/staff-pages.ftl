# Staff, their groups and invitations, and what allowed tags mean.
problem-tags-of-others = { $field }: you may add and remove only { $own }; all other tags stay as they are
problem-out-of-sight = { $field }: keep one of { $own }, or you could not see this customer any more
