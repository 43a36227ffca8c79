import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicatePair } from '#shared/contract/contacts.ts';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { listLineStyle } from '../../ui/list-line.ts';
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
  const { t } = useTranslation('contacts');
  const titleId = useId();
  const [chosen, choose] = useState<DuplicatePair | null>(null);
  if (chosen !== null)
    return <MergeDialog one={chosen.older} other={chosen.newer} onClose={() => choose(null)} />;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t('duplicates.title')}</DialogTitle>
      <DialogContent>
        {pairs.length === 0 && <Box role="status">{t('duplicates.none')}</Box>}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {pairs.map(pair => (
            <Box
              component="li"
              key={`${pair.older.id} ${pair.newer.id}`}
              sx={{ ...listLineStyle, flexWrap: 'wrap' }}
            >
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
              <Button size="small" onClick={() => choose(pair)}>
                {t('duplicates.merge')}
              </Button>
            </Box>
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
