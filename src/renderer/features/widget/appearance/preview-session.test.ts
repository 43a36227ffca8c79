import { describe, expect, it } from 'vitest';
import { visitorSession } from '#shared/contract/visitor-panel.ts';
import type { EditedWidget } from './appearance-edits.ts';
import { previewSession } from './preview-session.ts';

const bot = {
  name: 'Assistant RH',
  description: 'Sur les congés',
  avatar: 'AR',
  color: '#BF4A16',
  language: 'fr',
  welcomeMessage: 'Bonjour !',
  suggestedQuestions: ['Combien de jours ?', ' '],
};
const edited: EditedWidget = {
  publicId: 'AAAAAAAAAAAAAAAAAAAA',
  appearance: {
    color: null,
    secondaryColor: null,
    position: 'left',
    theme: 'visitor',
    language: 'page',
    title: '  ', // just emptied
    subtitle: 'À votre service',
    avatar: null,
    label: null,
    branding: true,
  },
  behaviour: {
    welcomeMessage: null,
    quickReplies: null,
    autoOpen: false,
    autoOpenDelaySeconds: 5,
    officeHours: { timeZone: 'Europe/Paris', days: { wednesday: ['09:00', '18:00'] } },
    offlineMessage: '',
    privacyNotice: null,
    leadForm: null,
    transcriptByMail: true,
    attachments: { enabled: false, maxBytes: 5_000_000, types: ['pdf'] },
    askForPerson: false,
    fullPage: true,
    limitMessages: { visitor: null, widget: null, address: null },
  },
  limits: { visitorPerMinute: 10, visitorPerDay: 200, widgetPerMinute: 600, addressPerMinute: 300 },
};

describe('the session of a preview', () => {
  it('is what a new visitor would get if everything were saved now', () => {
    const session = previewSession(edited, bot, null, new Date('2026-11-25T10:00:00Z'));
    expect(session.widget).toMatchObject({
      title: 'Assistant RH',
      subtitle: 'À votre service',
      avatar: 'AR',
      color: '#bf4a16',
      welcomeMessage: 'Bonjour !',
      quickReplies: ['Combien de jours ?'],
      offlineMessage: null,
      transcriptByMail: true,
      position: 'left',
    });
    expect(session.open).toBe(true);
    expect(visitorSession.safeParse(session).success).toBe(true);
  });

  it('is closed out of hours, and carries the logo as it was chosen', () => {
    const logo = 'data:image/png;base64,AAAA';
    const session = previewSession(edited, bot, logo, new Date('2026-11-25T20:00:00Z'));
    expect(session.open).toBe(false);
    expect(session.widget.logo).toBe(logo);
  });
});
