import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnosis, Finding } from '#shared/contract/widget-diagnosis.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { useWidgetChange } from './use-widget-change.ts';

const looks: Record<Finding['level'], { icon: IconName; color: string; background: string }> = {
  blocks: { icon: 'close', color: 'var(--bad)', background: 'var(--bad-soft)' },
  warns: { icon: 'warning', color: 'var(--warn)', background: 'var(--warn-soft)' },
  tells: { icon: 'info', color: 'var(--info)', background: 'var(--info-soft)' },
  fine: { icon: 'check', color: 'var(--ok)', background: 'var(--ok-soft)' },
};

/** A sentence is given every name; it says those it is about. */
const unnamed = { host: '', server: '', directive: '', source: '', status: '', type: '', why: '' };

type Props = {
  widget: Widget;
  diagnosis: Diagnosis;
  /** The page's domain was added to the list: worth another look. */
  onAllowed: () => void;
};

/** Everything that was found, in plain words and in the order in which to act on it. */
export function DiagnosisResult({ widget, diagnosis, onAllowed }: Props) {
  const { t } = useTranslation('deploy');
  const { findings, pageUrl: page, baseUrl: server, domain } = diagnosis;
  const blocking = findings.filter(({ level }) => level === 'blocks').length;
  const clear = blocking === 0 && !findings.some(({ level }) => level === 'warns');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25 }}>
      <Box sx={{ fontWeight: 620, color: clear ? 'var(--ok)' : blocking > 0 ? 'var(--bad)' : 'inherit' }}>
        {clear ? t('checkClear') : blocking > 0 ? t('checkBlocked', { count: blocking }) : t('checkWarned')}
      </Box>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
        {findings.map((finding, index) => (
          <FindingLine
            key={`${finding.code} ${index}`}
            finding={finding}
            action={
              finding.code === 'domain_not_allowed' &&
              domain !== null && <Allow widget={widget} domain={domain} onAllowed={onAllowed} />
            }
          />
        ))}
      </Box>
      <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>
        {server === null ? t('checkOfNone', { page }) : t('checkOf', { page, server })}
      </Box>
    </Box>
  );
}

function FindingLine({ finding, action }: { finding: Finding; action: ReactNode }) {
  const { t } = useTranslation('deploy');
  const { code, level } = finding;
  const { range } = finding.values;
  const why = range === undefined ? '' : t(`range_${range}`);
  const values = { ...unnamed, ...finding.values, why } as Record<keyof typeof unnamed, string>;
  const { icon, color, background } = looks[level];
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1.25,
        alignItems: 'flex-start',
        p: '10px 12px',
        borderRadius: 'var(--r-s)',
        background: 'var(--surface-2)',
      }}
    >
      <Box
        sx={{
          color,
          background,
          width: 24,
          height: 24,
          flex: 'none',
          borderRadius: '99px',
          display: 'grid',
          placeItems: 'center',
        }}
      >
        <Icon name={icon} size={14} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ fontWeight: 600 }}>
          <span className="visually-hidden">{`${t(`level_${level}`)}: `}</span>
          {t(`finding_${code}`, values)}
        </Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t(`finding_${code}_advice`, values)}</Box>
        {action && <Box sx={{ mt: 1 }}>{action}</Box>}
      </Box>
    </Box>
  );
}

type AllowProps = { widget: Widget; domain: string; onAllowed: () => void };

function Allow({ widget: { chatbotId, allowedDomains }, domain, onAllowed }: AllowProps) {
  const { t } = useTranslation('deploy');
  const change = useWidgetChange(chatbotId);
  return (
    <Button
      size="small"
      disabled={change.pending}
      onClick={() =>
        change.save(
          { allowedDomains: [...new Set([...allowedDomains, domain])] },
          t('domainAdded', { domain }),
          onAllowed,
        )
      }
    >
      {t('allow')}
    </Button>
  );
}
