/** From here on at least nine answers in ten are right (measured by `npm run quality`). */
export const CONFIDENCE_HIGH = 0.6;
