import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { itemStates, type ItemState, type Source, type SourceItem } from '#shared/contract/sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { usePages } from '../../state/pages.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PagedList } from '../../ui/paged-list.tsx';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { FilterSelect, TableToolbar } from '../../ui/table-toolbar.tsx';
import { itemName, itemPlace } from './item-place.ts';
import { lineStyle } from './line-style.ts';
import { useSourceDeeds } from './use-source-deeds.ts';

const LINES_AT_ONCE = 100;

const tones: Record<ItemState, Tone> = {
  new: 'ok',
  changed: 'info',
  unchanged: 'quiet',
  skipped: 'quiet',
  failed: 'bad',
  vanished: 'warn',
  waiting: 'info',
};

/** What a source has: each with its document, or with why it has none. */
export function ItemList({ source, mayChange }: { source: Source; mayChange: boolean }) {
  const { t } = useTranslation('sources');
  const { item: state, q } = useSearch({ from: '/inside/sources/$id' });
  const navigate = useNavigate({ from: '/sources/$id' });
  const narrow = (change: { item?: ItemState | undefined; q?: string | undefined }) =>
    void navigate({ search: before => ({ ...before, ...change }), replace: true });
  const input = {
    id: source.id,
    ...(state === undefined ? {} : { state }),
    ...(q === undefined || q === '' ? {} : { q }),
  };
  const query = usePages({
    key: orpc.sources.items.key({ type: 'infinite', input }),
    atOnce: LINES_AT_ONCE,
    ask: page => client.sources.items({ ...input, ...page }),
    keep: true,
  });
  return (
    <>
      <TableToolbar>
        <AddressSearch
          label={t('search')}
          q={q}
          onSearch={words => narrow({ q: words })}
          sx={{ flex: '1 1 200px', maxWidth: 420 }}
        />
        <FilterSelect
          label={t('stateFilter')}
          any={t('anyState')}
          value={state}
          options={itemStates.map(value => ({ value, label: t(`state_${value}`) }))}
          onChange={chosen => narrow({ item: chosen })}
        />
      </TableToolbar>
      <PagedList
        query={query}
        rows={6}
        empty={
          <EmptyState icon="file" title={t('itemsEmpty')}>
            {t('itemsEmptyText')}
          </EmptyState>
        }
      >
        {items => (
          <Card component="ul" aria-label={t('items')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {items.map(item => (
              <Line key={item.id} item={item} source={source} mayChange={mayChange} />
            ))}
          </Card>
        )}
      </PagedList>
    </>
  );
}

type LineProps = { item: SourceItem; source: Source; mayChange: boolean };

function Line({ item, source, mayChange }: LineProps) {
  const { t } = useTranslation('sources');
  const words = useProblemWords();
  const { decide } = useSourceDeeds(source.id);
  const { id, documentId, address, state, reason, code, detail } = item;
  const why = [reason && t(`reason_${reason}`), code && words(code).title, detail]
    .filter(Boolean)
    .join(' · ');
  const byPeople = reason === 'refused' || reason === 'removed';
  const name = itemName(source.kind, item) ?? t(source.kind === 'mailbox' ? 'untitledMail' : 'untitled');
  const place = itemPlace(source.kind, item);
  return (
    <Box component="li" sx={lineStyle}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {documentId === null ? (
          name
        ) : (
          <LinkBox
            to="/documents/$id"
            params={{ id: documentId }}
            sx={{ color: 'var(--text)', fontWeight: 560, textDecorationColor: 'var(--line)' }}
          >
            {name}
          </LinkBox>
        )}
        {place !== null && place !== name && address === null && (
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{place}</Box>
        )}
        {address !== null && (
          <Box sx={{ typography: 'small' }}>
            <Link href={address} target="_blank" rel="noreferrer" color="inherit">
              {address} <Icon name="external" size={13} />
            </Link>
          </Box>
        )}
        {why !== '' && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{why}</Box>}
      </Box>
      {state === 'changed' && documentId !== null && (
        <LinkButton
          size="small"
          to="/documents/$id/changes"
          params={{ id: documentId }}
          aria-label={`${t('whatChanged')} : ${name}`}
        >
          {t('whatChanged')}
        </LinkButton>
      )}
      {byPeople && mayChange && (
        <Button
          size="small"
          aria-label={`${t('takeAll')} : ${name}`}
          disabled={decide.isPending}
          onClick={() => decide.mutate({ yes: true, itemIds: [id] })}
        >
          {t('takeAll')}
        </Button>
      )}
      <StateChip tone={tones[state]}>{t(`state_${state}`)}</StateChip>
    </Box>
  );
}
