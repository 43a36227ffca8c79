import { describe, expect, it } from 'vitest';
import { widgetUpdate, type Widget } from '#shared/contract/widget-settings.ts';
import { changesOf, editsWith, isValid, problemsOf, tidied, widgetWith } from './appearance-edits.ts';

const widget: Widget = {
  chatbotId: '01990000-0000-7000-8000-000000000001',
  publicId: 'AAAAAAAAAAAAAAAAAAAA',
  enabled: false,
  allowedDomains: [],
  appearance: {
    color: null,
    secondaryColor: null,
    textColor: '#ffffff',
    position: 'right',
    theme: 'visitor',
    language: 'visitor',
    title: null,
    subtitle: null,
    avatar: null,
    label: null,
    branding: true,
    logo: null,
  },
  behaviour: {
    welcomeMessage: null,
    quickReplies: null,
    autoOpen: false,
    autoOpenDelaySeconds: 5,
    officeHours: null,
    offlineMessage: null,
    privacyNotice: null,
    leadForm: null,
    transcriptByMail: false,
    attachments: { enabled: false, maxBytes: 5_000_000, types: ['pdf'] },
    askForPerson: false,
    fullPage: true,
    limitMessages: { visitor: null, widget: null, address: null },
  },
  limits: { visitorPerMinute: 10, visitorPerDay: 200, widgetPerMinute: 600, addressPerMinute: 300 },
  createdAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
};
const LOGO = 'data:image/png;base64,iVBORw0KGgo=';

describe('edits of a widget', () => {
  it('are nothing to save when they come back to what is stored', () => {
    expect(changesOf(widget, {})).toBeNull();
    expect(
      changesOf(widget, {
        appearance: { title: '  ', label: '', position: 'right' },
        behaviour: { offlineMessage: ' ', limitMessages: { visitor: '', widget: null, address: ' ' } },
        limits: { visitorPerDay: 200 },
        logo: null,
      }),
    ).toBeNull();
  });

  it('send only what differs, tidied, as the contract takes it', () => {
    const changes = changesOf(widget, {
      appearance: { title: ' Accueil ', position: 'right', subtitle: ' ' },
      behaviour: {
        quickReplies: [' Vos délais ? ', ''],
        privacyNotice: { text: ' Rien n’est gardé. ', url: ' ', consentRequired: true },
        leadForm: { when: 'before', intro: ' ', fields: [{ name: 'email', required: true }] },
      },
      limits: { visitorPerMinute: 20, visitorPerDay: 200 },
      logo: LOGO,
    });
    expect(changes).toEqual({
      settings: {
        id: widget.chatbotId,
        // No words under the title is a choice; no title is not.
        appearance: { title: 'Accueil', subtitle: '' },
        behaviour: {
          quickReplies: ['Vos délais ?'],
          privacyNotice: { text: 'Rien n’est gardé.', url: null, consentRequired: true },
          leadForm: { when: 'before', intro: null, fields: [{ name: 'email', required: true }] },
        },
        limits: { visitorPerMinute: 20 },
      },
      logo: LOGO,
    });
    expect(widgetUpdate.safeParse(changes?.settings).success).toBe(true);
  });

  it('take a logo away, and nothing else', () => {
    const dressed = { ...widget, appearance: { ...widget.appearance, logo: 'a'.repeat(64) } };
    expect(changesOf(dressed, { logo: null })).toEqual({ settings: null, logo: null });
  });

  it('keep what another window saved meanwhile, and each other', () => {
    const edits = editsWith(
      editsWith({ appearance: { title: 'Accueil' } }, { appearance: { theme: 'dark' } }),
      { behaviour: { autoOpen: true } },
    );
    const elsewhere = { ...widget, limits: { ...widget.limits, visitorPerDay: 50 } };
    expect(widgetWith(elsewhere, edits)).toMatchObject({
      appearance: { title: 'Accueil', theme: 'dark', position: 'right' },
      behaviour: { autoOpen: true },
      limits: { visitorPerDay: 50 },
    });
    expect(tidied(widgetWith(widget, { appearance: { title: ' ' } })).appearance.title).toBeNull();
  });

  const hours = (from: string, to: string) => ({
    behaviour: {
      officeHours: { timeZone: 'Europe/Paris', days: { monday: [from, to] as [string, string] } },
    },
  });
  it.each([
    ['a day that ends before it begins', hours('18:00', '09:00'), { days: ['monday'] }],
    ['a day without an end', hours('09:00', ''), { hours: true }],
    ['no number of seconds', { behaviour: { autoOpenDelaySeconds: Number.NaN } }, { delay: true }],
    ['too long a wait', { behaviour: { autoOpenDelaySeconds: 601 } }, { delay: true }],
    ['no limit at all', { limits: { widgetPerMinute: 0 } }, { limits: ['widgetPerMinute'] }],
    ['half a number', { limits: { visitorPerDay: 1.5 } }, { limits: ['visitorPerDay'] }],
    ['no language', { appearance: { language: '' } }, { language: true }],
    [
      'a notice without words',
      { behaviour: { privacyNotice: { text: ' ', url: null, consentRequired: false } } },
      { privacyText: true },
    ],
    [
      'half an address',
      { behaviour: { privacyNotice: { text: 'a', url: 'exemple.fr', consentRequired: false } } },
      { privacyUrl: true },
    ],
    [
      'an address that is a script',
      { behaviour: { privacyNotice: { text: 'a', url: 'javascript:alert(1)', consentRequired: false } } },
      { privacyUrl: true },
    ],
    [
      'a form without a field',
      { behaviour: { leadForm: { when: 'before' as const, intro: null, fields: [] } } },
      { leadFields: true },
    ],
    [
      'files of no kind',
      { behaviour: { attachments: { enabled: true, maxBytes: 5_000_000, types: [] } } },
      { attachmentTypes: true },
    ],
  ])('say what cannot be saved: %s', (_name, edits, problems) => {
    const found = problemsOf(widgetWith(widget, edits));
    expect(found).toMatchObject(problems);
    expect(isValid(found)).toBe(false);
  });

  it('find nothing wrong with a whole day, a region or an empty address', () => {
    const edited = widgetWith(widget, {
      appearance: { language: 'pt-BR' },
      behaviour: {
        ...hours('00:00', '24:00').behaviour,
        privacyNotice: { text: 'a', url: '', consentRequired: false },
      },
    });
    expect(isValid(problemsOf(edited))).toBe(true);
  });
});
