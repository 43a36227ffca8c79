import Box from '@mui/material/Box';
import InputAdornment from '@mui/material/InputAdornment';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIT_QUERY_MAX_CHARACTERS, type AuditFilters } from '#shared/contract/audit.ts';
import { deedKind } from '#shared/lib/audit-words.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { shortName } from './entry-words.ts';
import { useAuditWords } from './use-audit-words.ts';

const DAY_MS = 86_400_000;
const periods = { day: 1, week: 7, month: 30, year: 365, all: null } as const;
const periodNames = ['day', 'week', 'month', 'year', 'all'] as const satisfies (keyof typeof periods)[];
/** Who may act without a name of their own. */
const unnamed = ['system', 'anonymous', 'local'] as const;

/** What the person chose; empty texts choose nothing. */
export type AuditChoice = {
  period: keyof typeof periods;
  actor: string;
  kind: string;
  clientId: string;
  q: string;
};

export const everything: AuditChoice = { period: 'month', actor: '', kind: '', clientId: '', q: '' };

/** The filters of the contract for what was chosen at an instant. */
export function filtersOf({ period, actor, kind, clientId, q }: AuditChoice, now: Date): AuditFilters {
  const days = periods[period];
  return {
    ...(days === null ? {} : { from: new Date(now.getTime() - days * DAY_MS).toISOString() }),
    ...(actor === '' ? {} : { actor }),
    ...(kind === '' ? {} : { action: `${kind}.` }),
    ...(clientId === '' ? {} : { clientId }),
    ...(q.trim() === '' ? {} : { q: q.trim().slice(0, AUDIT_QUERY_MAX_CHARACTERS) }),
  };
}

type Props = {
  choice: AuditChoice;
  onChange: (choice: AuditChoice) => void;
  /** What can be done with the part that is shown. */
  action: ReactNode;
};

/** What part of the log is shown. */
export function AuditFilterBar({ choice, onChange, action }: Props) {
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
  const set = (change: Partial<AuditChoice>) => onChange({ ...choice, ...change });
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center' }}>
        <TextField
          sx={{ flex: '1 1 220px' }}
          size="small"
          type="search"
          value={choice.q}
          placeholder={t('search')}
          onChange={event => set({ q: event.target.value })}
          slotProps={{
            htmlInput: { 'aria-label': t('searchLabel'), maxLength: AUDIT_QUERY_MAX_CHARACTERS },
            input: {
              startAdornment: (
                <InputAdornment position="start" sx={{ color: 'var(--muted)' }}>
                  <Icon name="search" size={16} />
                </InputAdornment>
              ),
            },
          }}
        />
        {action}
      </Box>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
        <Choice
          label={t('period')}
          value={choice.period}
          options={periodNames.map(name => ({ value: name, label: t(`period_${name}`) }))}
          onChange={value => set({ period: periodNames.find(name => name === value) ?? 'all' })}
        />
        <Choice
          label={t('person')}
          value={choice.actor}
          all={t('everyone')}
          options={[...people, ...unnamed.map(kind => ({ value: kind, label: t(`actor_${kind}`) }))]}
          onChange={actor => set({ actor })}
        />
        <Choice
          label={t('kind')}
          value={choice.kind}
          all={t('everyKind')}
          options={kinds}
          onChange={kind => set({ kind })}
        />
        {clients.length > 1 && (
          <Choice
            label={t('client')}
            value={choice.clientId}
            all={t('everyClient')}
            options={clients.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={clientId => set({ clientId })}
          />
        )}
      </Box>
    </Box>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  /** What no choice is called, where there may be none. */
  all?: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choice({ label, value, all, options, onChange }: ChoiceProps) {
  // Until the choices are known, a value among none of them would be an error to the list.
  const known = value === '' || options.some(option => option.value === value);
  return (
    <Field
      select
      label={label}
      value={known ? value : ''}
      onChange={event => onChange(event.target.value)}
      slotProps={{ select: { displayEmpty: true } }}
    >
      {all !== undefined && <MenuItem value="">{all}</MenuItem>}
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </Field>
  );
}
