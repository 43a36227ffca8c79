import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';
import { useKeeping } from './once-shown.tsx';

const CONFIRMED_MS = 1_500;

/** Copies a text and says so in its own place. */
export function CopyButton({ text, compact = false }: { text: string; compact?: boolean }) {
  const { t } = useTranslation('common');
  const { keep } = useKeeping();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    void copyText(text).then(done => {
      setCopied(done);
      if (done) keep();
    });
  const label = copied ? t('copied') : t('copy');
  const icon = <Icon name={copied ? 'check' : 'copy'} size={16} />;
  return compact ? (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={copy}>
        {icon}
      </IconButton>
    </Tooltip>
  ) : (
    <Button size="small" variant="text" startIcon={icon} onClick={copy}>
      {label}
    </Button>
  );
}
