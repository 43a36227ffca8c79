import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AUDIT_QUERY_MAX_CHARACTERS, type AuditFilters } from '#shared/contract/audit.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';
import { shortName } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

const DAY_MS = 86_400_000;
const periods = { day: 1, week: 7, month: 30, year: 365, all: null } as const;
const periodNames = ['day', 'week', 'month', 'year', 'all'] as const satisfies (keyof typeof periods)[];
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
export function periodOf({ period, client }: AuditSearch): keyof typeof periods {
  return periodNames.find(name => name === period) ?? (client === undefined ? 'month' : 'all');
}

/** The filters of the contract for what was chosen at an instant. */
export function filtersOf(search: AuditSearch, now: Date): AuditFilters {
  const { actor, kind, client, q } = search;
  const days = periods[periodOf(search)];
  return {
    ...(days === null ? {} : { from: new Date(now.getTime() - days * DAY_MS).toISOString() }),
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
      <FilterSelect
        label={t('period')}
        value={periodOf(search)}
        options={periodNames.map(name => ({ value: name, label: t(`period_${name}`) }))}
        onChange={period => onChange({ period })}
      />
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
