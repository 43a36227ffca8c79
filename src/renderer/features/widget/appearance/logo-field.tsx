import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LOGO_MAX_BYTES } from '#shared/contract/limits.ts';
import { LOGO_MEDIA_TYPES } from '#shared/contract/widget-settings.ts';
import { FileChooser } from '../../../ui/file-chooser.tsx';
import { useFormat } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { readLogo, type LogoProblem } from './logo-file.ts';

type Props = {
  /** The address of the logo as it is now; null for none. */
  value: string | null;
  onChange: (logo: string | null) => void;
};

/** An image in place of the initials. */
export function LogoField({ value, onChange }: Props) {
  const { t } = useTranslation('appearance');
  const format = useFormat();
  const labelId = useId();
  const chooser = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<LogoProblem | null>(null);
  const size = format.bytes(LOGO_MAX_BYTES);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = await readLogo(file);
    if ('problem' in read) {
      setProblem(read.problem);
      return;
    }
    // Begins like an image; only the browser can tell whether it is whole.
    const image = new Image();
    image.src = read.address;
    image.decode().then(
      () => {
        setProblem(null);
        onChange(read.address);
      },
      () => setProblem('notImage'),
    );
  };

  return (
    <Box role="group" aria-labelledby={labelId}>
      <Box id={labelId} sx={{ fontWeight: 570, mb: '5px' }}>
        {t('logo')}
      </Box>
      <Box
        onDragOver={event => event.preventDefault()}
        onDrop={event => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
        sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}
      >
        {value !== null && (
          <Box
            component="img"
            src={value}
            alt={t('logoNow')}
            sx={{
              width: 44,
              height: 44,
              objectFit: 'contain',
              borderRadius: 'var(--r-s)',
              border: '1px solid var(--line)',
              // A logo is drawn for paper.
              background: '#ffffff',
            }}
          />
        )}
        <FileChooser
          ref={chooser}
          label={t(value === null ? 'logoChoose' : 'logoReplace')}
          accept={LOGO_MEDIA_TYPES.join(',')}
          onChosen={([file]) => void take(file)}
        />
        {value !== null && (
          <Button
            variant="text"
            startIcon={<Icon name="trash" size={16} />}
            onClick={() => {
              setProblem(null);
              onChange(null);
              chooser.current?.focus(); // this button goes away
            }}
          >
            {t('logoRemove')}
          </Button>
        )}
      </Box>
      {problem === null ? (
        <Box sx={{ color: 'var(--muted)', typography: 'small', mt: 0.5 }}>{t('logoHint', { size })}</Box>
      ) : (
        <Box role="alert" sx={{ color: 'var(--bad)', typography: 'small', mt: 0.5 }}>
          {t(`logo_${problem}`, { size })}
        </Box>
      )}
    </Box>
  );
}
