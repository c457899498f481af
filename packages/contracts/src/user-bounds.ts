/** Characters of the name of a group, and of a cost centre, at most. */
export const mostOfGroup = 64;
export const mostOfCostCentre = 32;
