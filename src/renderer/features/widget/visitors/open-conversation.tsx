import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

/** Leads from a line of the visitors to what was said. */
export function OpenConversation({ id, chatbotId }: { id: string; chatbotId: string }) {
  const { t } = useTranslation('visitors');
  return (
    <LinkButton
      size="small"
      variant="text"
      to="/conversations/$id"
      params={{ id }}
      search={{ view: 'visitors', bot: chatbotId }}
      startIcon={<Icon name="message" size={15} />}
      sx={{ ml: -0.75 }}
    >
      {t('open')}
    </LinkButton>
  );
}
