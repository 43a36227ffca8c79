import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../../../rpc/files.ts';
import { Icon } from '../../../ui/icon.tsx';

/** The plugin made for this chatbot and this address, as the file that WordPress takes. */
export function WordpressPlugin({ chatbotId, baseUrl }: { chatbotId: string; baseUrl: string }) {
  const { t } = useTranslation('deploy');
  return (
    <Button
      component="a"
      href={fileAddress('/chatbots/{id}/widget/wordpress', { id: chatbotId, baseUrl })}
      download
      startIcon={<Icon name="download" size={16} />}
      sx={{ justifySelf: 'start' }}
    >
      {t('pluginDownload')}
    </Button>
  );
}
