import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#shared/contract/contacts.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { nameOf } from './contact-name.ts';

const SHOWN = 8; // found by typing more, not by scrolling

/** Which other contact of the same kind it is. */
export function MergeChoice({ contact, onChoose }: { contact: Contact; onChoose: (other: Contact) => void }) {
  const { t } = useTranslation('contacts');
  const [q, setQ] = useState('');
  const { clientId, kind } = contact;
  const input = { clientId, kind, q: q.trim(), sort: 'name', order: 'asc', limit: SHOWN + 1 } as const;
  const found = useQuery(orpc.contacts.list.queryOptions({ input, placeholderData: keepPreviousData }));
  const others = found.data?.items.filter(({ id }) => id !== contact.id).slice(0, SHOWN);
  return (
    <>
      <Field
        type="search"
        label={t('merging.choose')}
        hint={t('merging.chooseHint')}
        value={q}
        autoFocus
        onChange={event => setQ(event.target.value)}
        slotProps={{ htmlInput: { maxLength: SEARCH_MAX_LENGTH } }}
      />
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : others === undefined ? (
        <LoadingState rows={3} />
      ) : others.length === 0 ? (
        <Box role="status" sx={{ color: 'var(--muted)' }}>
          {t('merging.noneFound')}
        </Box>
      ) : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {others.map(other => (
            <li key={other.id}>
              <Button
                fullWidth
                variant="text"
                onClick={() => onChoose(other)}
                sx={{ justifyContent: 'flex-start', textAlign: 'left', gap: 1, flexWrap: 'wrap' }}
              >
                {nameOf(other) ?? t('nameless')}
                <Box component="span" sx={{ color: 'var(--muted)', fontWeight: 400 }}>
                  {[other.name === null ? null : other.email, other.company?.name]
                    .filter(part => part != null)
                    .join(' · ')}
                </Box>
              </Button>
            </li>
          ))}
        </Box>
      )}
    </>
  );
}
