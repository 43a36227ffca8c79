import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { ATTACHMENT_MAX_BYTES } from '#shared/contract/limits.ts';
import { attachmentKind, type AttachmentKind } from '#shared/contract/widget-settings.ts';
import { Field } from '../../../ui/field.tsx';
import { useFormat } from '../../../ui/format.ts';
import { SwitchField } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';

const MB = 1_000_000;
const SIZES = [MB, 2 * MB, 5 * MB, 10 * MB, ATTACHMENT_MAX_BYTES];

/** What visitors may send, and take away with them. */
export function FilesSection({ widget: { behaviour }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const format = useFormat();
  const { attachments, transcriptByMail } = behaviour;
  const change = (values: Partial<typeof attachments>) =>
    edit({ behaviour: { attachments: { ...attachments, ...values } } });
  // A size set by a program stays as it is until another one is chosen.
  const sizes = [...new Set([...SIZES, attachments.maxBytes])].toSorted((one, other) => one - other);
  return (
    <Section
      title={t('files')}
      summary={[
        attachments.enabled ? t('files_some', { size: format.bytes(attachments.maxBytes) }) : t('files_none'),
        ...(transcriptByMail ? [t('files_transcript')] : []),
      ].join(' · ')}
      faulty={problems.attachmentTypes}
    >
      <SwitchField
        label={t('attachments')}
        hint={t('attachmentsHint')}
        value={attachments.enabled}
        onChange={enabled => change({ enabled })}
      />
      {attachments.enabled && (
        <>
          <Kinds
            value={attachments.types}
            missing={problems.attachmentTypes}
            onChange={types => change({ types })}
          />
          <Field
            select
            label={t('largest')}
            value={String(attachments.maxBytes)}
            onChange={event => change({ maxBytes: Number(event.target.value) })}
            sx={{ maxWidth: 220 }}
          >
            {sizes.map(size => (
              <MenuItem key={size} value={String(size)}>
                {format.bytes(size)}
              </MenuItem>
            ))}
          </Field>
        </>
      )}
      <SwitchField
        label={t('transcript')}
        hint={t('transcriptHint')}
        value={transcriptByMail}
        onChange={value => edit({ behaviour: { transcriptByMail: value } })}
      />
    </Section>
  );
}

type KindsProps = {
  value: readonly AttachmentKind[];
  missing: boolean;
  onChange: (kinds: AttachmentKind[]) => void;
};

function Kinds({ value, missing, onChange }: KindsProps) {
  const { t } = useTranslation('appearance');
  return (
    <Box role="group" aria-label={t('kinds')}>
      <Box sx={{ fontWeight: 570, mb: '5px' }}>{t('kinds')}</Box>
      {attachmentKind.options.map(kind => (
        <FormControlLabel
          key={kind}
          label={t(`kind_${kind}`)}
          control={
            <Checkbox
              size="small"
              checked={value.includes(kind)}
              onChange={event =>
                onChange(
                  attachmentKind.options.filter(each =>
                    each === kind ? event.target.checked : value.includes(each),
                  ),
                )
              }
            />
          }
        />
      ))}
      {missing && (
        <Box role="alert" sx={{ color: 'var(--bad)', typography: 'small' }}>
          {t('noKind')}
        </Box>
      )}
    </Box>
  );
}
