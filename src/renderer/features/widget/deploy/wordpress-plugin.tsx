import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../../rpc/client.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { saveAsFile } from '../../../ui/save-as-file.ts';

/** The plugin made for this chatbot and this address, as the file that WordPress takes. */
export function WordpressPlugin({ chatbotId, baseUrl }: { chatbotId: string; baseUrl: string }) {
  const { t } = useTranslation('deploy');
  const toasts = useToasts();
  const download = useMutation({
    mutationFn: () => client.widgets.wordpressPlugin({ id: chatbotId, baseUrl }),
    onSuccess: ({ fileName, data }) => {
      saveAsFile(
        fileName,
        'application/zip',
        Uint8Array.from(atob(data), letter => letter.charCodeAt(0)),
      );
      toasts.done(t('pluginDownloaded', { file: fileName }));
    },
    onError: toasts.failed,
  });
  return (
    <Button
      disabled={download.isPending}
      startIcon={<Icon name="download" size={16} />}
      onClick={() => download.mutate()}
      sx={{ justifySelf: 'start' }}
    >
      {t('pluginDownload')}
    </Button>
  );
}
