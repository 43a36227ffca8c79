import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { contrast, plainInkOn, readableOn } from '#shared/lib/colours.ts';
import {
  AVATAR_MAX_LENGTH,
  WIDGET_SUBTITLE_MAX_LENGTH,
  WIDGET_TITLE_MAX_LENGTH,
} from '#shared/contract/limits.ts';
import { StateChip } from '../../../ui/state-chip.tsx';
import { ColourField } from '../../../ui/colour-field.tsx';
import { shownLanguage } from '../../../state/i18n.ts';
import { Choice, InheritedField, OwnButton, SwitchField } from './fields.tsx';
import { LogoField } from './logo-field.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';

/** Colour, place, name and face. */
export function LookSection({ bot, widget, logo, edit }: SectionProps & { logo: string | null }) {
  const { t } = useTranslation(['appearance', 'chatbots']);
  const { appearance } = widget;
  const color = appearance.color ?? bot.color;
  const change = (values: Partial<typeof appearance>) => edit({ appearance: values });
  return (
    <Section open title={t('look')} summary={`${color} · ${t(`look_${appearance.position}`)}`}>
      <ColourField
        value={color}
        onChange={chosen => change({ color: chosen })}
        action={
          <OwnButton
            field={t('chatbots:color')}
            own={appearance.color !== null}
            onChange={own => change({ color: own ? color : null })}
          />
        }
        hint={<ColourNote color={color} inherited={appearance.color === null} />}
      />
      <ColourField
        label={t('secondaryColor')}
        value={appearance.secondaryColor ?? color}
        onChange={chosen => change({ secondaryColor: chosen })}
        action={
          <OwnButton
            field={t('secondaryColor')}
            own={appearance.secondaryColor !== null}
            onChange={own => change({ secondaryColor: own ? color : null })}
          />
        }
        hint={t(appearance.secondaryColor === null ? 'secondaryColorSame' : 'secondaryColorHint')}
      />
      <Choice
        label={t('position')}
        value={appearance.position}
        choices={[
          { value: 'left', label: t('left') },
          { value: 'right', label: t('right') },
        ]}
        onChange={position => change({ position })}
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1fr) 230px' },
        }}
      >
        <InheritedField
          label={t('name')}
          value={appearance.title}
          inherited={bot.name}
          maxLength={WIDGET_TITLE_MAX_LENGTH}
          onChange={title => change({ title })}
        />
        <InheritedField
          label={t('avatar')}
          value={appearance.avatar}
          inherited={bot.avatar}
          maxLength={AVATAR_MAX_LENGTH}
          onChange={avatar => change({ avatar })}
        />
      </Box>
      <InheritedField
        label={t('subtitle')}
        value={appearance.subtitle}
        inherited={bot.description}
        maxLength={WIDGET_SUBTITLE_MAX_LENGTH}
        onChange={subtitle => change({ subtitle })}
      />
      <LogoField value={logo} onChange={chosen => edit({ logo: chosen })} />
      <SwitchField
        label={t('branding')}
        hint={t('brandingHint')}
        value={appearance.branding}
        onChange={branding => change({ branding })}
      />
    </Section>
  );
}

/** Whatever the colour, what is written on it and in it can be read: how, in words. */
function ColourNote({ color, inherited }: { color: string; inherited: boolean }) {
  const { t } = useTranslation('appearance');
  const ink = plainInkOn(color);
  const ratio = new Intl.NumberFormat(shownLanguage(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(contrast(color, ink));
  return (
    <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
      <StateChip tone="ok">{t('contrast', { ratio })}</StateChip>
      <span>
        {[
          ...(inherited ? [t('colorBot')] : []),
          t(ink === '#ffffff' ? 'inkLight' : 'inkDark'),
          ...(readableOn(color, '#ffffff') === color ? [] : [t('accentDarker')]),
        ].join(' ')}
      </span>
    </Box>
  );
}
