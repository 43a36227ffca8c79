import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../renderer/ui/format.ts';
import type { UsageFigures } from '../contract-figures.ts';

/** From here on cents are exact enough; under a cent two digits are shown. */
const CENTS_FROM = 1;
const CENT = 0.01;

/** What a chart shows. */
export const measures = ['answers', 'tokens', 'cost'] as const;
export type Measure = (typeof measures)[number];

export function amountOf(
  { answers, inputTokens, outputTokens, cost }: UsageFigures,
  measure: Measure,
): number {
  if (measure === 'answers') return answers;
  return measure === 'cost' ? cost : inputTokens + outputTokens;
}

/** Amounts as the language writes them. */
export function useAmounts() {
  const { t } = useTranslation('usage');
  const format = useFormat();
  const locale = format.language === 'fr' ? 'fr-FR' : 'en-GB';
  const money = (amount: number) =>
    new Intl.NumberFormat(
      locale,
      amount > 0 && amount < CENT
        ? { maximumSignificantDigits: 2 }
        : { minimumFractionDigits: 2, maximumFractionDigits: amount < CENTS_FROM ? 3 : 2 },
    ).format(amount);
  return {
    money,
    /** What is known of a cost, with what is not. */
    cost({ cost, unpriced }: Pick<UsageFigures, 'cost' | 'unpriced'>): string {
      if (unpriced === 0) return money(cost);
      return cost === 0 ? t('notPriced') : `≥\u00a0${money(cost)}`;
    },
    measure: (amount: number, measure: Measure) =>
      measure === 'cost' ? money(amount) : format.number(amount),
    /** How it stands beside the period before. */
    change(now: number, before: number): string {
      if (before === 0) return now === 0 ? t('same') : t('nothingBefore');
      const share = now / before - 1;
      if (Math.abs(share) < 0.005) return t('same');
      return t(share > 0 ? 'more' : 'less', { percent: format.percent(Math.abs(share)) });
    },
  };
}
