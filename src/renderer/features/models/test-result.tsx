import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelPurpose } from '#shared/contract/model-kinds.ts';
import type { ModelTest } from '#shared/contract/models.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Findings } from './findings.tsx';
import { Reading } from './reading.tsx';
import { Served } from './served.tsx';
import { WindowTold } from './window-told.tsx';

type Props = {
  result: ModelTest;
  purpose: ModelPurpose;
  readingSeconds: number;
  /** How many servers share what is asked. */
  servers?: number;
  /** Gives the model another window. Absent where it has none yet. */
  onWindow?: (tokens: number) => void;
};

/** What a test found: that it works and how fast, or what is wrong and what to do. */
export function TestResult({ result, purpose, readingSeconds, servers = 1, onWindow }: Props) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const words = useProblemWords();
  const { ok, code, detail, firstTokenMs, totalMs, tokensPerSecond, dimension, reply } = result;
  const { memoryBytes, missingMemory } = result;
  if (!ok) {
    const { title, advice } = words(code ?? 'internal.unexpected');
    const lacks =
      missingMemory === null
        ? null
        : t('testMissingMemory', {
            needed: format.bytes(missingMemory.neededBytes),
            free: format.bytes(missingMemory.freeBytes),
          });
    return <Failure title={title} advice={lacks === null ? advice : `${lacks} ${advice}`} detail={detail} />;
  }
  const parts = [
    ...(firstTokenMs === null ? [] : [t('testFirstToken', { time: format.duration(firstTokenMs) })]),
    ...(tokensPerSecond === null
      ? totalMs === null
        ? []
        : [t('testTotal', { time: format.duration(totalMs) })]
      : [t('testSpeed', { speed: format.number(Math.round(tokensPerSecond)) })]),
    ...(memoryBytes === null ? [] : [t('testMemory', { memory: format.bytes(memoryBytes) })]),
    ...(dimension === null ? [] : [t('testDimension', { count: dimension })]),
  ];
  return (
    <Frame tone="ok" icon="check">
      <Box sx={{ fontWeight: 600, color: 'var(--ok)' }}>{t('testOk')}</Box>
      <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{parts.join(' · ')}</Box>
      <Reading pace={result.pace} purpose={purpose} seconds={readingSeconds} />
      {servers === 1 && <Served pace={result.pace} seconds={readingSeconds} />}
      {result.window !== null && <WindowTold fit={result.window} onUse={onWindow} />}
      <Findings findings={result.findings} />
      {reply !== null && reply !== '' && (
        <Box sx={{ color: 'var(--muted)', overflowWrap: 'anywhere' }}>{t('testReply', { reply })}</Box>
      )}
    </Frame>
  );
}

/** The test itself could not be asked for. */
export function TestFailure({ error }: { error: unknown }) {
  const { title, advice } = useProblemWords()(problemOf(error));
  return <Failure title={title} advice={advice} detail={null} />;
}

function Failure({ title, advice, detail }: { title: string; advice: string; detail: string | null }) {
  const { t } = useTranslation('models');
  return (
    <Frame tone="bad" icon="warning">
      <Box sx={{ fontWeight: 600, color: 'var(--bad)' }}>{title}</Box>
      <div>{advice}</div>
      {detail !== null && (
        <Box component="details" sx={{ mt: 0.5, '& summary': { cursor: 'pointer', color: 'var(--muted)' } }}>
          <summary>{t('testDetail')}</summary>
          <Box
            component="code"
            sx={{ display: 'block', overflowWrap: 'anywhere', typography: 'small', pt: 0.5 }}
          >
            {detail}
          </Box>
        </Box>
      )}
    </Frame>
  );
}

type FrameProps = { tone: 'ok' | 'bad'; icon: 'check' | 'warning'; children: ReactNode };

function Frame({ tone, icon, children }: FrameProps) {
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        gap: 1.25,
        mt: 1.25,
        p: '9px 12px',
        borderRadius: '10px',
        typography: 'small',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid', alignContent: 'start', pt: '2px' }}>
        <Icon name={icon} size={17} />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1 }}>{children}</Box>
    </Box>
  );
}
