import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeBox } from './code-box.tsx';

/** How the code is written. */
export type CodeWishes = { inline: boolean; nonce: boolean; pinned: boolean };

type Props = {
  baseUrl: string;
  /** Whether there is a script to pin. */
  built: boolean;
  wishes: CodeWishes;
  onChange: (change: Partial<CodeWishes>) => void;
};

/** What whoever runs the page may want of the code, and what the page has to allow. */
export function CodeOptions({ baseUrl, built, wishes, onChange }: Props) {
  const { t } = useTranslation('deploy');
  const { inline, nonce, pinned } = wishes;
  const directives = [
    nonce ? "script-src 'nonce-NONCE'" : `script-src ${baseUrl}`,
    `connect-src ${baseUrl}`,
    `frame-src ${baseUrl}`,
  ];
  return (
    <>
      <Box sx={{ display: 'grid', gap: 0.75 }}>
        <Option
          label={t('inline')}
          hint={inline ? t('inlineHint') : null}
          checked={inline}
          onChange={checked => onChange({ inline: checked })}
        />
        <Option
          label={t('nonce')}
          hint={nonce ? t('nonceHint') : null}
          checked={nonce}
          onChange={checked => onChange({ nonce: checked })}
        />
        <Option
          label={t('pinned')}
          hint={built ? (pinned ? t('pinnedHint') : null) : t('pinnedMissing')}
          checked={pinned && built}
          disabled={!built}
          onChange={checked => onChange({ pinned: checked })}
        />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, typography: 'body', fontWeight: 620 }}>
          {t('policy')}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('policyHint')}</Box>
        <CodeBox label={t('policyText')} text={directives.join(';\n')} />
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('policyTrusted')}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('policyIsolated')}</Box>
      </Box>
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
      {hint !== null && <Box sx={{ color: 'var(--muted)', typography: 'small', pl: '30px' }}>{hint}</Box>}
    </div>
  );
}
