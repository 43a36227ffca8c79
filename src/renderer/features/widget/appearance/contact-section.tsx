import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useTranslation } from 'react-i18next';
import { leadField, type LeadField, type WidgetBehaviour } from '#shared/contract/widget-settings.ts';
import { LEAD_INTRO_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { Choice, SwitchField } from './fields.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';
import { useLatest } from './use-latest.ts';
import { widgetWords } from './widget-words.ts';

type LeadForm = NonNullable<WidgetBehaviour['leadForm']>;

const MOMENTS = { never: 'never', before: 'before', 'on-request': 'onRequest' } as const;
const FIRST: LeadForm = {
  when: 'on-request',
  intro: null,
  fields: [
    { name: 'name', required: true },
    { name: 'email', required: true },
  ],
};

/** How visitors leave who they are, and how they reach a person. */
export function ContactSection({ widget: { behaviour }, problems, edit }: SectionProps) {
  const { t } = useTranslation('appearance');
  const { leadForm: form, askForPerson } = behaviour;
  const latest = useLatest(form, FIRST);
  const when = form?.when ?? 'never';
  const set = (leadForm: LeadForm) => edit({ behaviour: { leadForm } });
  return (
    <Section
      title={t('contact')}
      summary={[t(`contact_${MOMENTS[when]}`), ...(askForPerson ? [t('contact_person')] : [])].join(' · ')}
      faulty={problems.leadFields}
    >
      <Choice
        label={t('when')}
        value={when}
        choices={(['never', 'before', 'on-request'] as const).map(value => ({
          value,
          label: t(`when_${MOMENTS[value]}`),
        }))}
        onChange={chosen => set({ ...latest, when: chosen })}
      />
      {form !== null && when !== 'never' && (
        <>
          <Fields
            value={form.fields}
            missing={problems.leadFields}
            onChange={fields => set({ ...form, fields })}
          />
          <Field
            label={t('contactIntro')}
            value={form.intro ?? ''}
            placeholder={when === 'before' ? widgetWords().leadIntro : widgetWords().leadAsk}
            onChange={event => set({ ...form, intro: event.target.value })}
            slotProps={{ htmlInput: { maxLength: LEAD_INTRO_MAX_LENGTH } }}
          />
        </>
      )}
      <SwitchField
        label={t('person')}
        hint={t('personHint')}
        value={askForPerson}
        onChange={value => edit({ behaviour: { askForPerson: value } })}
      />
    </Section>
  );
}

type FieldsProps = {
  value: LeadForm['fields'];
  missing: boolean;
  onChange: (fields: LeadForm['fields']) => void;
};

/** Which fields the form has, in the order people expect, and which must be filled in. */
function Fields({ value, missing, onChange }: FieldsProps) {
  const { t } = useTranslation('appearance');
  const chosen = new Map(value.map(field => [field.name, field.required]));
  const set = (name: LeadField, required: boolean | undefined) => {
    const next = new Map(chosen);
    if (required === undefined) next.delete(name);
    else next.set(name, required);
    onChange(
      leadField.options.flatMap(each => {
        const needed = next.get(each);
        return needed === undefined ? [] : [{ name: each, required: needed }];
      }),
    );
  };
  return (
    <Box role="group" aria-label={t('contactFields')}>
      <Box sx={{ fontWeight: 570, mb: '5px' }}>{t('contactFields')}</Box>
      {leadField.options.map(name => (
        <Box key={name} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
          <FormControlLabel
            label={t(`field_${name}`)}
            sx={{ width: 190, mr: 0 }}
            control={
              <Checkbox
                size="small"
                checked={chosen.has(name)}
                onChange={event => set(name, event.target.checked ? false : undefined)}
              />
            }
          />
          {chosen.has(name) && (
            <FormControlLabel
              label={<Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('contactRequired')}</Box>}
              control={
                <Checkbox
                  size="small"
                  checked={chosen.get(name) ?? false}
                  onChange={event => set(name, event.target.checked)}
                  slotProps={{ input: { 'aria-label': t('requiredFor', { field: t(`field_${name}`) }) } }}
                />
              }
            />
          )}
        </Box>
      ))}
      {missing && (
        <Box role="alert" sx={{ color: 'var(--bad)', typography: 'small' }}>
          {t('contactNoField')}
        </Box>
      )}
    </Box>
  );
}
