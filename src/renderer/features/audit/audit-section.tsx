import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilters } from '#shared/contract/audit.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AuditFilterBar, everything, filtersOf, type AuditChoice } from './audit-filters.tsx';
import { ChainState } from './chain-state.tsx';
import { EntryList } from './entry-list.tsx';

const ENTRIES_AT_ONCE = 50;

/** Who did what, when and from where; whether the log is whole; a file of it. */
export function AuditSection() {
  const { t } = useTranslation('audit');
  const { client } = useSearch({ from: '/inside/settings/$section' });
  const [choice, choose] = useState<AuditChoice>(() =>
    client === undefined ? everything : { ...everything, period: 'all', clientId: client },
  );
  const shown = useDeferredValue(choice);
  // Since when is decided when something is chosen: asked at each drawing, the list would never be the same.
  const filters = useMemo(() => filtersOf(shown, new Date()), [shown]);
  const narrowed = JSON.stringify(choice) !== JSON.stringify({ ...everything, period: choice.period });
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro')}</Box>
      <ChainState />
      <AuditFilterBar choice={choice} onChange={choose} />
      <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        {narrowed && (
          <Button variant="text" onClick={() => choose(everything)}>
            {t('clear')}
          </Button>
        )}
        <ExportButton filters={filters} />
      </Box>
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

/** A link, so that the browser saves the file by itself however long it is. */
function ExportButton({ filters }: { filters: AuditFilters }) {
  const { t, i18n } = useTranslation('audit');
  const query = new URLSearchParams({ ...filters, language: i18n.language.startsWith('en') ? 'en' : 'fr' });
  return (
    <Button
      component="a"
      href={`/api/audit.csv?${query.toString()}`}
      download
      startIcon={<Icon name="download" size={16} />}
    >
      {t('export')}
    </Button>
  );
}
