import { z } from 'zod';
import { defineEvent } from '../../api.ts';
import { quotaKind } from '../contract-quota.ts';

const aQuota = {
  subject: 'client',
  payload: z.object({ kind: quotaKind, month: z.string() }),
  news: 'modules',
} as const;

/** By `all`, or the id of a model. */
const aCap = { subject: 'spending', payload: z.object({ month: z.string() }), news: 'modules' } as const;

/** Four fifths of a quota are used; once a month and kind. */
export const QUOTA_NEARLY_REACHED = defineEvent('quota.nearly_reached', aQuota);

/** Four fifths of what models outside may cost are spent; once a month and cap. */
export const SPENDING_NEARLY_REACHED = defineEvent('spending.nearly_reached', aCap);

/** A model outside was not asked, because of what it may cost; once a month and cap. */
export const SPENDING_REACHED = defineEvent('spending.reached', aCap);

/** A quota is used up; once a month and kind. */
export const QUOTA_REACHED = defineEvent('quota.reached', aQuota);
