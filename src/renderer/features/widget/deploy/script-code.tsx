import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { CodeBox } from './code-box.tsx';

type Props = { chatbotId: string; baseUrl: string; inline: boolean };

/** The script's tag, as plain as can be, or written for pages with a security policy. */
export function ScriptCode({ chatbotId, baseUrl, inline }: Props) {
  const { t } = useTranslation('deploy');
  const [nonce, setNonce] = useState(false);
  const [pinned, setPinned] = useState(false);
  const code = useQuery(
    orpc.widgets.snippet.queryOptions({
      input: { id: chatbotId, inline, nonce, pinned },
      placeholderData: keepPreviousData,
    }),
  );
  if (code.isError) return <ErrorState error={code.error} onRetry={() => void code.refetch()} />;
  const placement = code.data?.placements.find(one => one.baseUrl === baseUrl);
  if (!placement) return <LoadingState rows={2} />;
  const built = code.data?.integrity !== null;
  return (
    <>
      <CodeBox label={t('snippet')} text={placement.snippet} />
      <Box sx={{ display: 'grid', gap: 0.75 }}>
        <Option label={t('nonce')} hint={nonce ? t('nonceHint') : null} checked={nonce} onChange={setNonce} />
        <Option
          label={t('pinned')}
          hint={built ? (pinned ? t('pinnedHint') : null) : t('pinnedMissing')}
          checked={pinned && built}
          disabled={!built}
          onChange={setPinned}
        />
      </Box>
      <PolicyHelp baseUrl={baseUrl} nonce={nonce} />
    </>
  );
}

type OptionProps = {
  label: string;
  hint: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
};

function Option({ label, hint, checked, disabled = false, onChange }: OptionProps) {
  return (
    <div>
      <FormControlLabel
        label={label}
        disabled={disabled}
        control={
          <Checkbox size="small" checked={checked} onChange={event => onChange(event.target.checked)} />
        }
      />
      {hint !== null && <Box sx={{ color: 'var(--muted)', fontSize: 13, pl: '30px' }}>{hint}</Box>}
    </div>
  );
}

function PolicyHelp({ baseUrl, nonce }: { baseUrl: string; nonce: boolean }) {
  const { t } = useTranslation('deploy');
  const directives = [
    nonce ? "script-src 'nonce-NONCE'" : `script-src ${baseUrl}`,
    `connect-src ${baseUrl}`,
    `frame-src ${baseUrl}`,
  ];
  return (
    <Box component="details" sx={{ '& summary': { cursor: 'pointer', fontWeight: 560 } }}>
      <summary>{t('policy')}</summary>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25, mt: 1 }}>
        <Box sx={{ color: 'var(--muted)', fontSize: 13 }}>{t('policyHint')}</Box>
        <CodeBox label={t('policyText')} text={directives.join(';\n')} />
        <Box sx={{ color: 'var(--muted)', fontSize: 13 }}>{t('policyTrusted')}</Box>
      </Box>
    </Box>
  );
}
