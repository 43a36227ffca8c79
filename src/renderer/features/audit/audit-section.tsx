import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilters } from '#shared/contract/audit.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AuditFilterBar, everything, filtersOf, type AuditChoice } from './audit-filters.tsx';
import { ChainState } from './chain-state.tsx';
import { EntryList } from './entry-list.tsx';
import { fileAddress } from '../../rpc/files.ts';

const ENTRIES_AT_ONCE = 50;

/** Who did what, when and from where; whether the log is whole; a file of it. */
export function AuditSection() {
  const { t } = useTranslation('audit');
  const { client } = useSearch({ from: '/inside/settings/$section' });
  // Since when is decided when something is chosen: asked at each drawing, the list would never be the same.
  const [{ choice, filters: chosen }, set] = useState(() =>
    withFilters(client === undefined ? everything : { ...everything, period: 'all', clientId: client }),
  );
  const choose = (next: AuditChoice) => set(withFilters(next));
  const filters = useDeferredValue(chosen);
  const narrowed = JSON.stringify(choice) !== JSON.stringify({ ...everything, period: choice.period });
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro')}</Box>
      <ChainState />
      <AuditFilterBar choice={choice} onChange={choose} action={<ExportButton filters={filters} />} />
      <EntryList
        filters={filters}
        atOnce={ENTRIES_AT_ONCE}
        withClient={choice.clientId === ''}
        empty={
          <EmptyState
            icon={narrowed ? 'search' : 'history'}
            title={t(narrowed ? 'noMatch' : 'none')}
            action={narrowed && <Button onClick={() => choose(everything)}>{t('clear')}</Button>}
          >
            {t(narrowed ? 'noMatchAdvice' : 'noneAdvice')}
          </EmptyState>
        }
      />
    </>
  );
}

function withFilters(choice: AuditChoice): { choice: AuditChoice; filters: AuditFilters } {
  return { choice, filters: filtersOf(choice, new Date()) };
}

/** A link, so that the browser saves the file by itself however long it is. */
function ExportButton({ filters }: { filters: AuditFilters }) {
  const { t, i18n } = useTranslation('audit');
  const language = i18n.language.startsWith('en') ? 'en' : 'fr';
  return (
    <Button
      component="a"
      href={fileAddress('/audit.csv', { ...filters, language })}
      download
      startIcon={<Icon name="download" size={16} />}
    >
      {t('export')}
    </Button>
  );
}
