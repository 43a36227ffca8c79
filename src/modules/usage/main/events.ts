import { z } from 'zod';
import { defineEvent } from '../../api.ts';
import { quotaKind } from '../contract-quota.ts';

const aQuota = {
  subject: 'client',
  payload: z.object({ kind: quotaKind, month: z.string() }),
  news: 'modules',
} as const;

/** Four fifths of a quota are used; once a month and kind. */
export const QUOTA_NEARLY_REACHED = defineEvent('quota.nearly_reached', aQuota);

/** A quota is used up; once a month and kind. */
export const QUOTA_REACHED = defineEvent('quota.reached', aQuota);
