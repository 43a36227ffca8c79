import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useTranslation } from 'react-i18next';
import { useSessionQuery } from '../../state/session.tsx';
import { useLinkAddress } from './link-reach.tsx';

/** Whether Foyer can send mail now. */
function useMailConfigured(): boolean {
  return useSessionQuery().data?.mailConfigured ?? false;
}

/** Whether a link made now may be mailed: not one that nobody but this computer could open. */
function useLinkCanBeMailed(): boolean {
  const address = useLinkAddress();
  return address !== undefined && (address.reach !== 'here' || address.chosen);
}

/** Whether a link is to be mailed, as things are. */
export function useSendsMail(wanted: boolean): boolean {
  const configured = useMailConfigured();
  const canReach = useLinkCanBeMailed();
  return configured && canReach && wanted;
}

/** Sends a link by mail too; absent while Foyer cannot, and not to be had for a link that opens here alone. */
export function MailChoice({
  checked,
  onChange,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { t } = useTranslation('people');
  const canReach = useLinkCanBeMailed();
  if (!useMailConfigured()) return null;
  return (
    <FormControlLabel
      label={t(canReach ? 'mailLink' : 'mailLinkHere')}
      disabled={!canReach}
      control={
        <Checkbox
          size="small"
          checked={checked && canReach}
          onChange={event => onChange(event.target.checked)}
        />
      }
    />
  );
}
