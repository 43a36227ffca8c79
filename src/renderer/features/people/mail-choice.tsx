import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useTranslation } from 'react-i18next';
import { useSessionQuery } from '../../state/session.tsx';

/** Whether Foyer can send mail now. */
export function useMailConfigured(): boolean {
  return useSessionQuery().data?.mailConfigured ?? false;
}

/** Sends a link by mail too; absent while Foyer cannot. */
export function MailChoice({
  checked,
  onChange,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { t } = useTranslation('people');
  if (!useMailConfigured()) return null;
  return (
    <FormControlLabel
      label={t('mailLink')}
      control={<Checkbox size="small" checked={checked} onChange={event => onChange(event.target.checked)} />}
    />
  );
}
