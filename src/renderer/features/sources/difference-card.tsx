import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source, SourceItem } from '#shared/contract/sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { usePages } from '../../state/pages.ts';
import { useFormat } from '../../ui/format.ts';
import { PagedList } from '../../ui/paged-list.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { itemName, itemPlace } from './item-place.ts';
import { useCountWords } from './source-words.ts';
import { useSourceDeeds } from './use-source-deeds.ts';

const LINES_AT_ONCE = 50;

/** What waits for a yes: all of it at once, or what is chosen. */
export function DifferenceCard({ source, mayChange }: { source: Source; mayChange: boolean }) {
  const { t } = useTranslation('sources');
  const format = useFormat();
  const counted = useCountWords();
  const { id, condition, asks } = source;
  const { decide } = useSourceDeeds(id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const totals = useQuery(orpc.sources.difference.queryOptions({ input: { id, limit: 1 } })).data?.totals;
  const query = usePages({
    key: orpc.sources.difference.key({ type: 'infinite', input: { id } }),
    atOnce: LINES_AT_ONCE,
    ask: page => client.sources.difference({ id, ...page }),
  });
  const shown = query.items.filter(item => chosen.has(item.id)).map(item => item.id);
  const count = shown.length;
  const say = (yes: boolean) =>
    decide.mutate(
      { yes, ...(count === 0 ? {} : { itemIds: shown }) },
      { onSuccess: () => setChosen(new Set()) },
    );
  const toggle = (itemId: string) => {
    const next = new Set(chosen);
    if (!next.delete(itemId)) next.add(itemId);
    setChosen(next);
  };
  return (
    <SettingCard
      title={t(condition === 'first' ? 'differenceFirst' : 'differenceTitle')}
      hint={totals && counted({ new: totals.new, changed: totals.changed, vanished: totals.vanished })}
      action={
        mayChange && (
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            <Button disabled={decide.isPending} onClick={() => say(false)}>
              {count === 0 ? t('dismissAll') : t('dismissSome', { count, formatted: format.number(count) })}
            </Button>
            <Button variant="contained" disabled={decide.isPending} onClick={() => say(true)}>
              {count === 0 ? t('approveAll') : t('approveSome', { count, formatted: format.number(count) })}
            </Button>
          </Box>
        )
      }
    >
      <Box sx={{ color: 'var(--muted)', typography: 'small', mb: 1 }}>
        {[asks.take > 0 && t('approveTakes'), asks.setAside > 0 && t('approveAside')]
          .filter(Boolean)
          .join(' ')}
        {totals && totals.skipped.length > 0 && (
          <Box>
            {t('differenceSkipped', {
              what: totals.skipped
                .map(({ reason, count: left }) => `${format.number(left)} ${t(`reason_${reason}`)}`)
                .join(', '),
            })}
          </Box>
        )}
      </Box>
      <PagedList query={query} rows={4} empty={null}>
        {items => (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }} aria-label={t('differenceTitle')}>
            {items.map(item => (
              <Line
                key={item.id}
                item={item}
                name={
                  itemName(source.kind, item) ?? t(source.kind === 'mailbox' ? 'untitledMail' : 'untitled')
                }
                place={itemPlace(source.kind, item)}
                checked={chosen.has(item.id)}
                onToggle={mayChange ? () => toggle(item.id) : null}
              />
            ))}
          </Box>
        )}
      </PagedList>
    </SettingCard>
  );
}

type LineProps = {
  item: SourceItem;
  name: string;
  place: string | null;
  checked: boolean;
  onToggle: (() => void) | null;
};

function Line({ item: { state, question }, name, place, checked, onToggle }: LineProps) {
  const { t } = useTranslation('sources');
  const what = question === 'set_aside' ? 'vanished' : state === 'changed' ? 'changed' : 'new';
  const tones: Record<typeof what, Tone> = { new: 'ok', changed: 'info', vanished: 'warn' };
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        borderTop: '1px solid var(--line)',
        py: onToggle ? 0.25 : 1,
      }}
    >
      {onToggle && (
        <Checkbox
          size="small"
          checked={checked}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': t('choose', { name }) } }}
          sx={{ ml: '-9px' }}
        />
      )}
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {name}
        {place !== null && name !== place && (
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{place}</Box>
        )}
      </Box>
      <StateChip tone={tones[what]}>{t(`difference_${what}`)}</StateChip>
    </Box>
  );
}
