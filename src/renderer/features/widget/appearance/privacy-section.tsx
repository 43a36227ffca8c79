import { useTranslation } from 'react-i18next';
import { PRIVACY_ADDRESS_MAX_LENGTH, PRIVACY_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import { Field } from '../../../ui/field.tsx';
import { SwitchField } from './fields.tsx';
import { RevokeVisits } from './revoke-visits.tsx';
import { Section } from './section.tsx';
import type { SectionProps } from './section-props.ts';
import { useLatest } from './use-latest.ts';

/** What visitors are told before they write, and the end of all visits. */
export function PrivacySection({ chatbotId, widget, problems, edit }: SectionProps & { chatbotId: string }) {
  const { t } = useTranslation('appearance');
  const notice = widget.behaviour.privacyNotice;
  const latest = useLatest(notice, { text: t('noticeDefault'), url: null, consentRequired: false });
  const change = (values: Partial<typeof latest>) =>
    edit({ behaviour: { privacyNotice: { ...latest, ...values } } });
  const summary = () => {
    if (notice === null) return t('privacy_none');
    return t(notice.consentRequired ? 'privacy_consent' : 'privacy_shown');
  };
  return (
    <Section title={t('privacy')} summary={summary()} faulty={problems.privacyText || problems.privacyUrl}>
      <SwitchField
        label={t('notice')}
        hint={t('noticeHint')}
        value={notice !== null}
        onChange={on => edit({ behaviour: { privacyNotice: on ? latest : null } })}
      />
      {notice !== null && (
        <>
          <Field
            multiline
            minRows={2}
            maxRows={6}
            label={t('noticeText')}
            hint={problems.privacyText ? t('noticeMissing') : undefined}
            error={problems.privacyText}
            value={notice.text}
            onChange={event => change({ text: event.target.value })}
            slotProps={{ htmlInput: { maxLength: PRIVACY_TEXT_MAX_LENGTH } }}
          />
          <Field
            label={t('noticeUrl')}
            hint={t(problems.privacyUrl ? 'noticeUrlWrong' : 'noticeUrlHint')}
            error={problems.privacyUrl}
            value={notice.url ?? ''}
            onChange={event => change({ url: event.target.value })}
            slotProps={{ htmlInput: { inputMode: 'url', maxLength: PRIVACY_ADDRESS_MAX_LENGTH } }}
          />
          <SwitchField
            label={t('consent')}
            hint={t('consentHint')}
            value={notice.consentRequired}
            onChange={consentRequired => change({ consentRequired })}
          />
        </>
      )}
      <RevokeVisits chatbotId={chatbotId} />
    </Section>
  );
}
