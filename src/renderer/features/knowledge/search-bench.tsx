import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import OutlinedInput from '@mui/material/OutlinedInput';
import Select from '@mui/material/Select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { BENCH_QUERY_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { BenchColumn, type WayToLook } from './bench-column.tsx';
import { NarrowingFilters, type Narrowed } from './narrowing-filters.tsx';
import { IndexNotice } from './index-notice.tsx';

const WAYS: readonly WayToLook[] = ['answers', 'words', 'meaning', 'reranked'];
const ALONE = 'alone';

type Asked = { chatbotId: string; q: string };
/** The last trial, so that coming back from a passage finds it again. */
let lastAsked: Asked | null = null;
let lastNarrowed: Narrowed = {};
let lastWays: { way: WayToLook; against: WayToLook | null } = { way: 'answers', against: null };

type Props = { bots: readonly Chatbot[]; chatbotId: string | undefined; onClose: () => void };

/** Tries a search as a chatbot would do it, and shows what it would find and why; two settings stand side by side. */
export function SearchBench({ bots, chatbotId, onClose }: Props) {
  const { t } = useTranslation('knowledge');
  const [asked, setAsked] = useState(lastAsked);
  const [bot, setBot] = useState(chatbotId ?? lastAsked?.chatbotId ?? bots[0]?.id ?? '');
  const [typed, setTyped] = useState(lastAsked?.q ?? '');
  const [ways, setWays] = useState(lastWays);
  const [narrowed, setNarrowed] = useState(lastNarrowed);
  const run = (chosen: string) => {
    const q = typed.trim();
    if (q === '' || chosen === '') return;
    lastAsked = { chatbotId: chosen, q };
    setAsked(lastAsked);
  };
  const look = (change: Partial<typeof ways>) => {
    lastWays = { ...ways, ...change };
    setWays(lastWays);
  };
  const narrow = (change: Narrowed) => {
    lastNarrowed = { ...narrowed, ...change };
    setNarrowed(lastNarrowed);
  };
  const columns = ways.against === null ? [ways.way] : [ways.way, ways.against];
  const width = ways.against === null ? 'min(600px, 100vw)' : 'min(1120px, 100vw)';
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { 'aria-label': t('benchTitle'), sx: { width, background: 'var(--bg)' } },
      }}
    >
      <Box sx={{ p: '18px 20px 14px', borderBottom: '1px solid var(--line)', background: 'var(--surface)' }}>
        <Box sx={{ display: 'flex', alignItems: 'center' }}>
          <Box component="h2" sx={{ typography: 'heading', fontWeight: 640, flex: 1 }}>
            {t('benchTitle')}
          </Box>
          <IconButton aria-label={t('benchClose')} onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        </Box>
        <Box sx={{ color: 'var(--muted)', mb: 1.5 }}>{t('benchHint')}</Box>
        <Box
          component="form"
          onSubmit={event => {
            event.preventDefault();
            run(bot);
          }}
          sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}
        >
          {bots.length > 1 && (
            <Select
              size="small"
              value={bot}
              inputProps={{ 'aria-label': t('benchBot') }}
              onChange={event => {
                setBot(event.target.value);
                run(event.target.value);
              }}
              sx={{ maxWidth: 180 }}
            >
              {bots.map(({ id, name }) => (
                <MenuItem key={id} value={id}>
                  {name}
                </MenuItem>
              ))}
            </Select>
          )}
          <OutlinedInput
            autoFocus
            size="small"
            value={typed}
            placeholder={t('benchQuery')}
            onChange={event => setTyped(event.target.value)}
            inputProps={{ 'aria-label': t('benchQuery'), maxLength: BENCH_QUERY_MAX_LENGTH }}
            sx={{ flex: '1 1 200px' }}
          />
          <Button type="submit" variant="contained" disabled={typed.trim() === ''}>
            {t('benchRun')}
          </Button>
        </Box>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1.5 }}>
          <NarrowingFilters clientId={bots[0]?.clientId} narrowed={narrowed} onChange={narrow} />
        </Box>
        <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 1, mt: 1.5 }}>
          <Field
            select
            label={t('benchWay')}
            value={ways.way}
            onChange={event => look({ way: wayIn(event.target.value) ?? 'answers' })}
          >
            {WAYS.map(way => (
              <MenuItem key={way} value={way}>
                {t(`way_${way}`)}
              </MenuItem>
            ))}
          </Field>
          <Field
            select
            label={t('benchAgainst')}
            value={ways.against ?? ALONE}
            onChange={event => look({ against: wayIn(event.target.value) })}
          >
            <MenuItem value={ALONE}>{t('benchAlone')}</MenuItem>
            {WAYS.map(way => (
              <MenuItem key={way} value={way}>
                {t(`way_${way}`)}
              </MenuItem>
            ))}
          </Field>
        </Box>
      </Box>
      <Box sx={{ flex: 1, overflow: 'auto', p: 2.5 }}>
        <IndexNotice clientId={bots[0]?.clientId} />
        {asked && (
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: {
                xs: 'minmax(0, 1fr)',
                md: `repeat(${columns.length}, minmax(0, 1fr))`,
              },
              gap: 2.5,
            }}
          >
            {columns.map((way, index) => (
              <BenchColumn
                key={`${index} ${way}`}
                asked={asked}
                narrowed={narrowed}
                way={way}
                named={columns.length > 1}
              />
            ))}
          </Box>
        )}
      </Box>
    </Drawer>
  );
}

function wayIn(value: string): WayToLook | null {
  return WAYS.find(way => way === value) ?? null;
}
