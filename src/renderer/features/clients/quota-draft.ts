import type { Quota } from './quota-form.tsx';

export const quotaKinds = ['requests', 'tokens', 'cost'] as const;
export type QuotaKind = (typeof quotaKinds)[number];

/** A quota as a person types it. */
export type QuotaDraft = Record<QuotaKind | 'saysFr' | 'saysEn', string> &
  Pick<Quota, 'whenReached' | 'modelId'>;

export function quotaDraftOf(quota: Quota, language: 'fr' | 'en'): QuotaDraft {
  const typed = (limit: number | null) =>
    limit === null ? '' : String(limit).replace('.', language === 'fr' ? ',' : '.');
  return {
    requests: typed(quota.requests.limit),
    tokens: typed(quota.tokens.limit),
    cost: typed(quota.cost.limit),
    whenReached: quota.whenReached,
    modelId: quota.modelId,
    saysFr: quota.says.fr ?? '',
    saysEn: quota.says.en ?? '',
  };
}

/** What was typed: null for no limit, undefined when it is no number that fits. */
export function limitTyped(kind: QuotaKind, typed: string): number | null | undefined {
  const digits = typed.replaceAll(/[\s\u00a0\u202f]/g, '');
  if (digits === '') return null;
  const form = kind === 'cost' ? /^\d{1,12}(?:[.,]\d{1,6})?$/ : /^\d{1,12}$/;
  if (!form.test(digits)) return undefined;
  const limit = Number(digits.replace(',', '.'));
  return kind === 'requests' && limit > 1_000_000_000 ? undefined : limit;
}
