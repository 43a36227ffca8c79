import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import OutlinedInput from '@mui/material/OutlinedInput';
import Select from '@mui/material/Select';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { SearchResult } from '#shared/contract/search.ts';
import { administrators } from '#shared/contract/route.ts';
import { BENCH_QUERY_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';

const PASSAGES_SHOWN = 12;

type Asked = { chatbotId: string; q: string };
/** The last trial, so that coming back from a passage finds it again. */
let lastAsked: Asked | null = null;

type Props = { bots: readonly Chatbot[]; chatbotId: string | undefined; onClose: () => void };

/** Tries a search as a chatbot would do it, and shows what it would find. */
export function SearchBench({ bots, chatbotId, onClose }: Props) {
  const { t } = useTranslation('knowledge');
  const [asked, setAsked] = useState(lastAsked);
  const [bot, setBot] = useState(chatbotId ?? lastAsked?.chatbotId ?? bots[0]?.id ?? '');
  const [typed, setTyped] = useState(lastAsked?.q ?? '');
  const run = (chosen: string) => {
    const q = typed.trim();
    if (q === '' || chosen === '') return;
    lastAsked = { chatbotId: chosen, q };
    setAsked(lastAsked);
  };
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{
        paper: { 'aria-label': t('benchTitle'), sx: { width: 'min(560px, 100vw)', background: 'var(--bg)' } },
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
      </Box>
      <Box sx={{ flex: 1, overflow: 'auto', p: 2.5 }}>
        <IndexNotice clientId={bots[0]?.clientId} />
        {asked && <Results asked={asked} />}
      </Box>
    </Drawer>
  );
}

function Results({ asked: { chatbotId, q } }: { asked: Asked }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const asTyped = typed === q;
  const search = useQuery(
    orpc.search.search.queryOptions({ input: { chatbotId, q, k: PASSAGES_SHOWN, asTyped } }),
  );
  if (search.isError) return <ErrorState error={search.error} onRetry={() => void search.refetch()} />;
  if (!search.data) return <LoadingState rows={4} />;
  const { results, mode, tookMs, corrections } = search.data;
  return (
    <Box sx={{ display: 'grid', gap: 1.25 }}>
      <Box
        role="status"
        sx={{ display: 'flex', gap: 1, alignItems: 'center', color: 'var(--muted)', typography: 'small' }}
      >
        {t('benchCount', { count: results.length, time: format.duration(tookMs) })}
        <StateChip tone={mode === 'hybrid' ? 'ok' : 'quiet'}>{t(`mode_${mode}`)}</StateChip>
      </Box>
      {corrections
        .filter(({ used }) => used.length > 0)
        .map(({ term, used }) => (
          <Box key={term} sx={{ color: 'var(--muted)', typography: 'small' }}>
            {t('corrected', { term, used: used.map(word => t('quoted', { word })).join(', ') })}
          </Box>
        ))}
      {corrections.some(({ used }) => used.length > 0) && (
        <Button size="small" sx={{ justifySelf: 'start' }} onClick={() => setTyped(q)}>
          {t('searchAsTyped')}
        </Button>
      )}
      {results.length === 0 ? (
        <EmptyState icon="search" title={t('benchEmpty')}>
          {t('benchEmptyAdvice')}
        </EmptyState>
      ) : (
        results.map((result, index) => <Result key={result.chunkId} result={result} rank={index + 1} />)
      )}
    </Box>
  );
}

function Result({ result, rank }: { result: SearchResult; rank: number }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const { documentId, title, page, pageEnd, heading, text, start, end, relevance } = result;
  return (
    <LinkBox
      to="/documents/$id"
      params={{ id: documentId }}
      search={{ start, end }}
      sx={{
        display: 'block',
        textDecoration: 'none',
        color: 'inherit',
        p: '12px 14px',
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
        background: 'var(--surface)',
        boxShadow: 'var(--shadow-1)',
        '&:hover': { borderColor: 'var(--accent)' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
        <Box component="span" sx={{ color: 'var(--accent)', fontWeight: 650, typography: 'small' }}>
          {rank}
        </Box>
        <Box
          component="span"
          sx={{
            fontWeight: 600,
            flex: 1,
            minWidth: 0,
            ...ONE_LINE,
          }}
        >
          {title}
        </Box>
        {page !== null && (
          <Box component="span" sx={{ color: 'var(--muted)', typography: 'small', whiteSpace: 'nowrap' }}>
            {pageEnd === null || pageEnd === page ? t('page', { page }) : t('pageRange', { page, pageEnd })}
          </Box>
        )}
      </Box>
      {heading !== null && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{heading}</Box>}
      <Box
        sx={{
          mt: 0.75,
          typography: 'small',
          lineHeight: 1.5,
          display: '-webkit-box',
          WebkitLineClamp: 4,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
          overflowWrap: 'anywhere',
        }}
      >
        {text}
      </Box>
      <Tooltip title={t('relevanceHint')}>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            mt: 1,
            color: 'var(--muted)',
            typography: 'small',
            width: 'fit-content',
          }}
        >
          <Box
            aria-hidden="true"
            sx={{ width: 72, height: 4, borderRadius: 9, background: 'var(--surface-2)', overflow: 'hidden' }}
          >
            <Box
              sx={{ height: '100%', background: 'var(--accent)' }}
              style={{ width: `${Math.round(relevance * 100)}%` }}
            />
          </Box>
          {t('relevance', { value: format.percent(relevance) })}
        </Box>
      </Tooltip>
    </LinkBox>
  );
}

/** Says that search compares words only, and what a model would add. */
function IndexNotice({ clientId }: { clientId: string | undefined }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const mayAdd = useSession().may(...administrators);
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.mode === 'hybrid') return null;
  const building = data.state === 'building';
  const left =
    data.secondsLeft === null
      ? ''
      : ` ${t('keywordBuildingLeft', { time: format.duration(data.secondsLeft * 1_000) })}`;
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.5,
        p: '12px 14px',
        mb: 2,
        borderRadius: 'var(--r-m)',
        background: 'var(--info-soft)',
      }}
    >
      <Box sx={{ color: 'var(--info)', display: 'grid', pt: '2px', alignContent: 'start' }}>
        <Icon name="info" />
      </Box>
      <Box sx={{ flex: 1 }}>
        <Box sx={{ fontWeight: 600 }}>{t(building ? 'keywordBuilding' : 'keywordOnly')}</Box>
        <Box sx={{ typography: 'small', color: 'var(--muted)' }}>
          {building
            ? t('keywordBuildingText', {
                done: format.number(data.embeddedPassages),
                total: format.number(data.passages),
              }) + left
            : t(data.state === 'failed' ? 'keywordFailedText' : 'keywordOnlyText')}
        </Box>
        {data.state === 'off' && mayAdd && (
          <LinkButton size="small" to="/models" search={{ add: true }} sx={{ mt: 1 }}>
            {t('addEmbedding')}
          </LinkButton>
        )}
      </Box>
    </Box>
  );
}
