import { useTranslation } from 'react-i18next';
import { usePages } from '../../../state/pages.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { PagedList } from '../../../ui/paged-list.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { LineCard } from '../../../ui/line-card.tsx';
import { LeadLine } from './lead-line.tsx';
import type { VisitedBot } from './visitor-lists.tsx';

const LEADS_AT_ONCE = 30;

/** Who wants to hear from the office, latest first; a new one appears by itself. */
export function LeadList({ bot }: { bot: VisitedBot }) {
  const { t } = useTranslation('visitors');
  const input = {
    id: bot.id,
  };
  const query = usePages({
    key: orpc.widgets.leads.key({ type: 'infinite', input }),
    atOnce: LEADS_AT_ONCE,
    ask: page => client.widgets.leads({ ...input, ...page }),
  });
  return (
    <PagedList
      query={query}
      rows={4}
      empty={
        <EmptyState icon="user" title={t('leadsEmpty')}>
          {t('leadsEmptyAdvice')}
        </EmptyState>
      }
    >
      {leads => (
        <LineCard label={t('list_leads')}>
          {leads.map(lead => (
            <li key={lead.id}>
              <LeadLine bot={bot} lead={lead} />
            </li>
          ))}
        </LineCard>
      )}
    </PagedList>
  );
}
