import type { WidgetAppearance, WidgetBehaviour, WidgetLimits } from '#shared/contract/widget-settings.ts';

/** What a widget is until its owner says otherwise. Nulls stand for the bot's own. */
export const defaultAppearance: WidgetAppearance = {
  color: null,
  secondaryColor: null,
  position: 'right',
  theme: 'visitor',
  language: 'visitor',
  title: null,
  subtitle: null,
  avatar: null,
  label: null,
  branding: true,
};

export const defaultBehaviour: WidgetBehaviour = {
  welcomeMessage: null,
  quickReplies: null,
  autoOpen: false,
  autoOpenDelaySeconds: 5,
  officeHours: null,
  offlineMessage: null,
  privacyNotice: null,
  leadForm: null,
  transcriptByMail: false,
  attachments: { enabled: false, maxBytes: 5_000_000, types: ['image', 'pdf', 'text'] },
  askForPerson: false,
  fullPage: true,
  limitMessages: { visitor: null, widget: null, address: null },
};

export const defaultLimits: WidgetLimits = {
  visitorPerMinute: 10, // faster than a person reads answers
  visitorPerDay: 200,
  widgetPerMinute: 600,
  addressPerMinute: 300, // thirty colleagues behind one address, each as fast as they may
};
