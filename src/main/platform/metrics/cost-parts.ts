/** Figures count costs in whole parts of the currency: added up in any order they give the same. */
export const COST_PARTS = 1_000_000_000;
