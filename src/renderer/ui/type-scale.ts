/** The six sizes of text, in pixels at 100 %: what they are for and nothing between. Weight and colour are said in place. */
export const typeScale = {
  /** Marks and the least of labels. */
  tiny: { fontSize: 11 },
  /** What stands beside: hints, times, heads of columns. */
  small: { fontSize: 12.5 },
  /** What is read. */
  body: { fontSize: 14 },
  /** Heads of cards. */
  lead: { fontSize: 15.5 },
  /** Heads of dialogs and sections. */
  heading: { fontSize: 17 },
  /** The head of a page. */
  title: { fontSize: 22 },
} as const;
