import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../../ui/icon.tsx';

/** How the preview is looked at; nothing of it is saved. */
export type PreviewView = {
  size: 'phone' | 'desktop';
  theme: 'light' | 'dark';
  look: 'chat' | 'offline' | 'lead-form';
  launcher: boolean;
};

type Props = {
  view: PreviewView;
  /** The owner's theme, when it does not follow the visitor's. */
  fixedTheme: 'light' | 'dark' | null;
  /** Whether visitors ever see the form. */
  hasForm: boolean;
  onChange: (view: Partial<PreviewView>) => void;
  onRestart: () => void;
  onClose?: (() => void) | undefined;
};

const LOOKS = { chat: 'chat', offline: 'offline', 'lead-form': 'leadForm' } as const;

/** Small switches over the preview. */
export function PreviewControls({ view, fixedTheme, hasForm, onChange, onRestart, onClose }: Props) {
  const { t } = useTranslation('appearance');
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <IconChoice
          label={t('size')}
          value={view.size}
          choices={[
            { value: 'phone', icon: 'phone', label: t('size_phone') },
            { value: 'desktop', icon: 'screen', label: t('size_desktop') },
          ]}
          onChange={size => onChange({ size })}
        />
        <Tooltip title={fixedTheme === null ? '' : t('shownThemeFixed')}>
          <span>
            <IconChoice
              label={t('shownTheme')}
              value={fixedTheme ?? view.theme}
              disabled={fixedTheme !== null}
              choices={[
                { value: 'light', icon: 'sun', label: t('theme_light') },
                { value: 'dark', icon: 'moon', label: t('theme_dark') },
              ]}
              onChange={theme => onChange({ theme })}
            />
          </span>
        </Tooltip>
        <Tooltip title={t('launcherHint')}>
          <ToggleButton
            size="small"
            value="launcher"
            selected={view.launcher}
            aria-label={t('launcherHint')}
            onChange={() => onChange({ launcher: !view.launcher })}
            sx={{ p: '5px 9px' }}
          >
            <Icon name="message" size={16} />
          </ToggleButton>
        </Tooltip>
        <Box sx={{ flex: 1 }} />
        <Tooltip title={t('previewRestart')}>
          <IconButton aria-label={t('previewRestart')} onClick={onRestart}>
            <Icon name="refresh" />
          </IconButton>
        </Tooltip>
        {onClose && (
          <IconButton aria-label={t('previewClose')} onClick={onClose}>
            <Icon name="close" />
          </IconButton>
        )}
      </Box>
      <ToggleButtonGroup
        exclusive
        fullWidth
        size="small"
        value={view.look}
        aria-label={t('shownLook')}
        onChange={(_event, look: PreviewView['look'] | null) => look !== null && onChange({ look })}
      >
        {(['chat', 'offline', 'lead-form'] as const).map(look => (
          <ToggleButton
            key={look}
            value={look}
            disabled={look === 'lead-form' && !hasForm}
            sx={{ p: '3px 8px', typography: 'small' }}
          >
            {t(`look_${LOOKS[look]}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}

type IconChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  disabled?: boolean;
  choices: readonly { value: Value; icon: IconName; label: string }[];
  onChange: (value: Value) => void;
};

function IconChoice<Value extends string>({
  label,
  value,
  disabled,
  choices,
  onChange,
}: IconChoiceProps<Value>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={value}
      disabled={disabled ?? false}
      aria-label={label}
      onChange={(_event, chosen: Value | null) => chosen !== null && onChange(chosen)}
    >
      {choices.map(choice => (
        <ToggleButton
          key={choice.value}
          value={choice.value}
          aria-label={choice.label}
          title={choice.label}
          sx={{ p: '5px 9px' }}
        >
          <Icon name={choice.icon} size={16} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
