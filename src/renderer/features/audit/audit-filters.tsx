import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AUDIT_QUERY_MAX_CHARACTERS, type AuditFilters } from '#shared/contract/audit.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { beginningOf, PeriodFilter, periodNamed, type Period } from '../../ui/period-filter.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';
import { shortName } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

/** Who may act without a name of their own. */
const unnamed = ['system', 'anonymous', 'local'] as const;

/** What the person chose, as it stands in the address. */
export type AuditSearch = {
  period?: string | undefined;
  actor?: string | undefined;
  kind?: string | undefined;
  client?: string | undefined;
  q?: string | undefined;
};

/** How far back the log is shown: a month, or all of it where one client is asked for. */
export function periodOf({ period, client }: AuditSearch): Period {
  return periodNamed(period) ?? (client === undefined ? 'month' : 'all');
}

/** The filters of the contract for what was chosen at an instant. */
export function filtersOf(search: AuditSearch, now: Date): AuditFilters {
  const { actor, kind, client, q } = search;
  const from = beginningOf(periodOf(search), now);
  return {
    ...(from === null ? {} : { from }),
    ...(actor === undefined ? {} : { actor }),
    ...(kind === undefined ? {} : { action: `${kind}.` }),
    ...(client === undefined ? {} : { clientId: client }),
    ...(q === undefined ? {} : { q: q.slice(0, AUDIT_QUERY_MAX_CHARACTERS) }),
  };
}

type Props = { search: AuditSearch; onChange: (change: AuditSearch) => void };

/** What part of the log is shown. */
export function AuditFilterBar({ search, onChange }: Props) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const { clients } = useCurrentClient();
  const { data } = useQuery(orpc.audit.actions.queryOptions({ input: {} }));
  const kinds = [...new Set((data?.actions ?? []).map(deedKind))]
    .map(kind => ({ value: kind, label: words.kinds[kind] ?? kind }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const people = (data?.actors ?? [])
    .map(({ id, kind, label }) => ({
      value: id,
      label: label === null ? words.page[`actor_${kind}`] : shortName(label),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <AddressSearch
        label={t('searchLabel')}
        q={search.q}
        onSearch={q => onChange({ q })}
        sx={{ flex: '1 1 240px' }}
      />
      <PeriodFilter value={periodOf(search)} onChange={period => onChange({ period })} />
      <FilterSelect
        label={t('person')}
        any={t('everyone')}
        value={search.actor}
        options={[...people, ...unnamed.map(kind => ({ value: kind, label: t(`actor_${kind}`) }))]}
        onChange={actor => onChange({ actor })}
      />
      <FilterSelect
        label={t('kind')}
        any={t('everyKind')}
        value={search.kind}
        options={kinds}
        onChange={kind => onChange({ kind })}
      />
      {clients.length > 1 && (
        <FilterSelect
          label={t('client')}
          any={t('everyClient')}
          value={search.client}
          options={clients.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={client => onChange({ client })}
        />
      )}
    </>
  );
}
