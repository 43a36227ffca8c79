import type { Contract } from '#shared/contract/index.ts';
import {
  absent,
  administrators,
  bot,
  clientId,
  editors,
  filtered,
  none,
  type Row,
} from '../../../../tests/access/rows.ts';

const readers = [...editors, 'read key', 'admin key'] as const;

/** Who may call the routes of the module. */
export const accessRows: { [Route in keyof Contract['usage']]: Row } = {
  report: filtered(readers, () => ({ period: 'month' })),
  ofClient: absent(readers, clientId),
  ofChatbot: absent(readers, bot),
  monthly: absent(readers, clientId),
  monthlyFile: absent(readers, clientId),
  recipients: absent(administrators, clientId),
  setRecipients: absent(administrators, ({ estates }, _caller, side) => ({
    id: estates[side].clientId,
    addresses: [],
  })),
  spending: none(administrators),
  setSpending: none(administrators, () => ({ modelId: null, limit: null })),
  quota: absent(readers, clientId),
  setQuota: absent(administrators, clientId),
};
