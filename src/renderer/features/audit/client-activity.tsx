import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { EntryTable, type EntryOrder } from './entry-table.tsx';

const ENTRIES_SHOWN = 20;

/** The latest events of one client, for its page; for administrators, who alone may read the log. */
export function ClientActivity({ clientId }: { clientId: string }) {
  const { t } = useTranslation('audit');
  const [order, setOrder] = useState<EntryOrder>('desc');
  return (
    <EntryTable
      filters={{ clientId }}
      order={order}
      onOrder={setOrder}
      atOnce={ENTRIES_SHOWN}
      withClient={false}
      empty={
        <EmptyState icon="history" title={t('none')}>
          {t('clientActivityNone')}
        </EmptyState>
      }
      end={
        <LinkButton
          variant="text"
          to="/settings/$section"
          params={{ section: 'audit' }}
          search={{ client: clientId }}
          startIcon={<Icon name="history" size={16} />}
        >
          {t('clientActivityAll')}
        </LinkButton>
      }
    />
  );
}
