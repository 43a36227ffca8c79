import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { SOURCE_PATH_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { FolderSettings } from '#shared/contract/sources.ts';
import { desktop } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { LinesField } from './lines-field.tsx';
import { Tick } from './tick.tsx';

type Props = {
  settings: FolderSettings;
  onChange: (settings: FolderSettings) => void;
};

/** Which folder. */
export function FolderPath({ settings, onChange }: Props) {
  const { t } = useTranslation('sources');
  const toasts = useToasts();
  const native = desktop;
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <Field
        label={t('path')}
        hint={t('pathHint')}
        required
        value={settings.path}
        onChange={event => onChange({ ...settings, path: event.target.value })}
        slotProps={{ htmlInput: { maxLength: SOURCE_PATH_MAX_LENGTH, spellCheck: false } }}
        sx={{ flex: 1 }}
      />
      {native && (
        <Button
          sx={{ mt: '27px', flex: 'none' }}
          startIcon={<Icon name="folder" size={16} />}
          onClick={() =>
            void native
              .invoke('folder.choose', { title: t('path') })
              .then(path => path !== null && onChange({ ...settings, path }), toasts.failed)
          }
        >
          {t('choosePath')}
        </Button>
      )}
    </Box>
  );
}

/** What of it is left out. */
export function FolderLimits({ settings, onChange }: Props) {
  const { t } = useTranslation('sources');
  return (
    <>
      <Tick
        label={t('subfolders')}
        checked={settings.subfolders}
        onChange={subfolders => onChange({ ...settings, subfolders })}
      />
      <Tick
        label={t('pictures')}
        checked={settings.pictures}
        onChange={pictures => onChange({ ...settings, pictures })}
      />
      <LinesField
        label={t('ignore')}
        hint={t('ignoreHint')}
        lines={settings.ignore}
        onChange={ignore => onChange({ ...settings, ignore })}
      />
    </>
  );
}
