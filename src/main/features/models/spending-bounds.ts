/** What a call of a model outside used; `cost` is null without a price. */
export type UsedOutside = {
  modelId: string | null;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
};

/** Bounds what models outside may cost that compare texts or put them in order. Nothing of it waits. */
export type SpendingBounds = {
  /** Sets aside what a call may cost at most; null without a price. @returns false where it may not be made */
  begin(callId: string, model: { modelId: string; cost: number | null }): boolean;
  /** In the transaction that records what it used: what was set aside is given back. */
  end(callId: string, uses: readonly UsedOutside[]): void;
};

/** Where nothing is bounded. */
export const unboundedSpending: SpendingBounds = { begin: () => true, end: () => undefined };
