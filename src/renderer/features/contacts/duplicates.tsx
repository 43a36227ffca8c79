import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicatePair } from '#shared/contract/contacts.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { listLineStyle } from '../../ui/list-line.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { nameOf } from './contact-name.ts';
import { MergeDialog } from './merge-dialog.tsx';

/** A quiet line when contacts look alike, and the pairs behind it. */
export function Duplicates({ clientId }: { clientId: string }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const { data: pairs = [] } = useQuery(orpc.contacts.duplicates.queryOptions({ input: { clientId } }));
  const [looking, setLooking] = useState(false);
  return (
    <>
      {pairs.length > 0 && (
        <Box
          sx={{ display: 'flex', alignItems: 'center', gap: 1, color: 'var(--muted)', typography: 'small' }}
        >
          <Icon name="people" size={16} />
          {t('duplicates.line', { count: pairs.length, formatted: format.number(pairs.length) })}
          <Button size="small" variant="text" onClick={() => setLooking(true)}>
            {t('duplicates.look')}
          </Button>
        </Box>
      )}
      {looking && <Pairs pairs={pairs} onClose={() => setLooking(false)} />}
    </>
  );
}

function Pairs({ pairs, onClose }: { pairs: readonly DuplicatePair[]; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const titleId = useId();
  const [chosen, choose] = useState<DuplicatePair | null>(null);
  const { kept, keep, takeBack } = useKeepingApart();
  if (chosen !== null)
    return <MergeDialog one={chosen.older} other={chosen.newer} onClose={() => choose(null)} />;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t('duplicates.title')}</DialogTitle>
      <DialogContent>
        {pairs.length === 0 && <Box role="status">{t('duplicates.none')}</Box>}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {pairs.map(pair => (
            <Line key={keyOf(pair)}>
              <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
                {[pair.older, pair.newer].map(contact => (
                  <Box key={contact.id}>
                    {nameOf(contact) ?? t('nameless')}
                    <Box component="span" sx={{ color: 'var(--muted)' }}>
                      {contact.name !== null && contact.email !== null && ` · ${contact.email}`}
                    </Box>
                  </Box>
                ))}
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
                  {t(`duplicates.why_${pair.why}`)}
                </Box>
              </Box>
              <Button size="small" variant="text" disabled={keep.isPending} onClick={() => keep.mutate(pair)}>
                {t('duplicates.apart')}
              </Button>
              <Button size="small" onClick={() => choose(pair)}>
                {t('duplicates.merge')}
              </Button>
            </Line>
          ))}
          {kept.map(pair => (
            <Line key={keyOf(pair)}>
              <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere', color: 'var(--muted)' }}>
                {t('duplicates.kept', {
                  one: nameOf(pair.older) ?? t('nameless'),
                  other: nameOf(pair.newer) ?? t('nameless'),
                })}
              </Box>
              <Button
                size="small"
                variant="text"
                disabled={takeBack.isPending}
                onClick={() => takeBack.mutate(pair)}
              >
                {t('common:undo')}
              </Button>
            </Line>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('duplicates.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <Box component="li" sx={{ ...listLineStyle, flexWrap: 'wrap' }}>
      {children}
    </Box>
  );
}

const keyOf = ({ older, newer }: DuplicatePair): string => `${older.id} ${newer.id}`;

/** Says that the two of a pair are two; while the pairs are looked at, it can be taken back. */
function useKeepingApart() {
  const queries = useQueryClient();
  const toasts = useToasts();
  const [kept, setKept] = useState<readonly DuplicatePair[]>([]);
  const say = async ({ older, newer }: DuplicatePair, apart: boolean) => {
    await client.contacts.keepApart({ id: older.id, otherId: newer.id, apart });
    await queries.invalidateQueries({ queryKey: orpc.contacts.duplicates.key() });
  };
  const keep = useMutation({
    mutationFn: (pair: DuplicatePair) => say(pair, true),
    onSuccess: (_, pair) => setKept(before => [...before, pair]),
    onError: toasts.failed,
  });
  const takeBack = useMutation({
    mutationFn: (pair: DuplicatePair) => say(pair, false),
    onSuccess: (_, pair) => setKept(before => before.filter(each => keyOf(each) !== keyOf(pair))),
    onError: toasts.failed,
  });
  return { kept, keep, takeBack };
}
