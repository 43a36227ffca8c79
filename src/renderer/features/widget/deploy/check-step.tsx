import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import type { Diagnosis } from '#shared/contract/widget-diagnosis.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { PAGE_ADDRESS_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { DeviceCheck } from './device-check.tsx';
import { DiagnosisResult } from './diagnosis-result.tsx';
import { pageAddressOf } from './page-address.ts';
import { StepDetails } from './step.tsx';

/** The look at a page: under way, failed, or what it found. */
export type PageCheck = {
  run: (pageUrl: string) => void;
  pending: boolean;
  error: Error | null;
  diagnosis: Diagnosis | null;
};

type Props = { widget: Widget; placement: WidgetPlacement | null; check: PageCheck };

/** Looks at the owner's page from here, and offers a page that looks from the visitor's device. */
export function CheckStep({ widget, placement, check }: Props) {
  const { t } = useTranslation('deploy');
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState(false);
  const address = pageAddressOf(typed);
  const { diagnosis } = check;
  const wrong = asked && address === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(true);
    if (address !== null && !check.pending) check.run(address);
  };
  return (
    <>
      <Box
        component="form"
        noValidate
        onSubmit={submit}
        sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: { xs: 'wrap', sm: 'nowrap' } }}
      >
        <Field
          label={t('checkPage')}
          placeholder={t('checkPagePlaceholder')}
          value={typed}
          error={wrong}
          hint={wrong ? t('checkWrong') : undefined}
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
          sx={{ flex: '1 1 280px' }}
        />
        <Button type="submit" disabled={check.pending} sx={{ mt: { xs: 0, sm: '27px' } }}>
          {t(check.pending ? 'checking' : 'checkButton')}
        </Button>
      </Box>
      <Box role="status" sx={{ '&:empty': { mb: -2 } }}>
        {check.error !== null && <ProblemNote error={check.error} />}
        {diagnosis !== null && (
          <DiagnosisResult
            widget={widget}
            diagnosis={diagnosis}
            onAllowed={() => check.run(diagnosis.pageUrl)}
          />
        )}
      </Box>
      {placement !== null && (
        <StepDetails title={t('details')}>
          <DeviceCheck placement={placement} pageUrl={diagnosis?.pageUrl ?? address} />
          <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('checkHint')}</Box>
        </StepDetails>
      )}
    </>
  );
}
