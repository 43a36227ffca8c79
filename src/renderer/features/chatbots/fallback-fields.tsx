import MenuItem from '@mui/material/MenuItem';
import { useTranslation } from 'react-i18next';
import { FALLBACK_MODELS_MAX } from '#shared/contract/limits.ts';
import type { Model } from '#shared/contract/models.ts';
import { Field } from '../../ui/field.tsx';

type Props = {
  chosen: readonly string[];
  /** Active models that answer. */
  models: readonly Model[];
  /** The one that is asked first. */
  writing: Model | undefined;
  nameOf: (model: Model) => string;
  onChange: (ids: string[]) => void;
};

/** Which models take over, in order: one more is offered as soon as the one before is chosen. */
export function FallbackFields({ chosen, models, writing, nameOf, onChange }: Props) {
  const { t } = useTranslation('chatbots');
  const shown = chosen.filter(id => models.some(model => model.id === id && id !== writing?.id));
  const free = (own: string) =>
    models.filter(({ id }) => id === own || (id !== writing?.id && !shown.includes(id)));
  const places = shown.length < FALLBACK_MODELS_MAX && free('').length > 0 ? [...shown, ''] : shown;
  return places.map((own, index) => (
    <Field
      key={own === '' ? 'next' : own}
      select
      label={index === 0 ? t('fallback') : t('fallbackNext', { number: index + 1 })}
      hint={index === places.length - 1 ? t('fallbackHint') : undefined}
      value={own}
      onChange={({ target }) =>
        onChange([...shown.slice(0, index), target.value, ...shown.slice(index + 1)].filter(id => id !== ''))
      }
      slotProps={{ select: { displayEmpty: true } }}
    >
      <MenuItem value="">{t('fallbackNone')}</MenuItem>
      {free(own).map(model => (
        <MenuItem key={model.id} value={model.id}>
          {nameOf(model)}
        </MenuItem>
      ))}
    </Field>
  ));
}
