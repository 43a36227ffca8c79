import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { readDomain } from '#shared/lib/domain-rules.ts';
import { PAGE_ADDRESS_MAX_LENGTH, WIDGET_DOMAINS_MAX } from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { companionOf } from './companion-domain.ts';
import { StepDetails } from './step.tsx';
import { useWidgetChange } from './use-widget-change.ts';

/** The sites that may show the widget: nobody's, until one is added. */
export function SitesStep({ widget }: { widget: Widget }) {
  const { t } = useTranslation('deploy');
  const domains = widget.allowedDomains;
  const change = useWidgetChange(widget.chatbotId);
  const [latest, setLatest] = useState<string | null>(null);
  const also = latest === null ? null : companionOf(latest);
  const add = (domain: string, onDone?: () => void) => {
    setLatest(domain);
    change.save({ allowedDomains: [...domains, domain] }, t('domainAdded', { domain }), onDone);
  };
  const remove = (domain: string) =>
    change.save(
      { allowedDomains: domains.filter(other => other !== domain) },
      t('domainRemoved', { domain }),
    );
  return (
    <>
      {domains.length > 0 && (
        <Box
          component="ul"
          aria-label={t('domainsTitle')}
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 1 }}
        >
          {domains.map(domain => (
            <DomainLine key={domain} domain={domain} busy={change.pending} onRemove={() => remove(domain)} />
          ))}
        </Box>
      )}
      {also !== null && domains.includes(latest ?? '') && !domains.includes(also) && (
        <Button
          variant="text"
          size="small"
          sx={{ justifySelf: 'start', ml: -0.5 }}
          startIcon={<Icon name="plus" size={15} />}
          disabled={change.pending}
          onClick={() => add(also)}
        >
          {t('domainAlso', { domain: also })}
        </Button>
      )}
      <AddDomain domains={domains} busy={change.pending} onAdd={add} />
      <StepDetails title={t('details')}>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('domainsHint')}</Box>
      </StepDetails>
    </>
  );
}

type LineProps = {
  domain: string;
  /** Another change of the list is under way: it is written whole. */
  busy: boolean;
  onRemove: () => void;
};

function DomainLine({ domain, busy, onRemove }: LineProps) {
  const { t } = useTranslation('deploy');
  return (
    <Box
      component="li"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        pl: 1.5,
        maxWidth: '100%',
        borderRadius: '99px',
        background: 'var(--surface-2)',
        overflowWrap: 'anywhere',
        fontWeight: 560,
      }}
    >
      <Box component="span" sx={{ minWidth: 0 }}>
        {domain}
      </Box>
      <IconButton size="small" disabled={busy} aria-label={t('domainRemove', { domain })} onClick={onRemove}>
        <Icon name="close" size={15} />
      </IconButton>
    </Box>
  );
}

type AddProps = {
  domains: readonly string[];
  busy: boolean;
  onAdd: (domain: string, onDone: () => void) => void;
};

function AddDomain({ domains, busy, onAdd }: AddProps) {
  const { t } = useTranslation('deploy');
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState(false);
  const read = readDomain(typed);
  const rule = 'rule' in read ? read.rule : null;
  const taken = rule !== null && domains.includes(rule);
  const full = domains.length >= WIDGET_DOMAINS_MAX;
  // Somebody who is still writing is not told that it is wrong; somebody who pasted sees what it becomes.
  const wrong = asked && (rule === null || taken || full);
  const hint = () => {
    if (full && asked) return t('domainsMany');
    if (taken && asked) return t('domainTaken', { domain: rule });
    if (wrong && 'problem' in read) return t(`domainProblem_${read.problem}`);
    return rule !== null && rule !== typed.trim() ? t('domainBecomes', { domain: rule }) : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(true);
    if (rule === null || taken || full || busy) return;
    onAdd(rule, () => {
      // What was typed meanwhile stays.
      setTyped(now => (now === typed ? '' : now));
      ask(false);
    });
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={submit}
      sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: { xs: 'wrap', sm: 'nowrap' } }}
    >
      <Field
        label={t('domain')}
        placeholder={t('domainPlaceholder')}
        value={typed}
        error={wrong}
        hint={hint()}
        onChange={event => {
          setTyped(event.target.value);
          ask(false);
        }}
        slotProps={{
          htmlInput: {
            maxLength: PAGE_ADDRESS_MAX_LENGTH,
            spellCheck: false,
            autoCapitalize: 'none',
            inputMode: 'url',
          },
        }}
        sx={{ flex: '1 1 260px', maxWidth: 420 }}
      />
      {/* Never disabled: with it, Enter would do nothing at all while another change is kept. */}
      <Button type="submit" sx={{ mt: { xs: 0, sm: '27px' } }}>
        {t('domainAdd')}
      </Button>
    </Box>
  );
}
