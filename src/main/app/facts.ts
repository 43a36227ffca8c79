import { accountEvents } from '#main/features/accounts/index.ts';
import { artifactEvents } from '#main/features/artifacts/index.ts';
import { chatbotEvents } from '#main/features/chatbots/index.ts';
import { clientEvents } from '#main/features/clients/index.ts';
import { contactEvents } from '#main/features/contacts/index.ts';
import { conversationEvents, conversationMetrics } from '#main/features/conversations/index.ts';
import { documentEvents } from '#main/features/documents/index.ts';
import { modelEvents, modelMetrics } from '#main/features/models/index.ts';
import { privacyEvents } from '#main/features/privacy/index.ts';
import { searchEvents } from '#main/features/search/index.ts';
import { sourceEvents } from '#main/features/sources/index.ts';
import { visitorEvents } from '#main/features/visitors/index.ts';
import { moduleEvents, moduleMetrics } from '#modules/main.ts';
import type { EventKind } from '#main/platform/events/index.ts';
import type { Metric } from '#main/platform/metrics/index.ts';
import * as jobEvents from '#main/platform/jobs/events.ts';

/** What happens in the core. */
export const coreFacts: readonly EventKind[] = [
  accountEvents,
  clientEvents,
  chatbotEvents,
  documentEvents,
  sourceEvents,
  modelEvents,
  searchEvents,
  conversationEvents,
  visitorEvents,
  contactEvents,
  privacyEvents,
  artifactEvents,
  jobEvents,
].flatMap(kinds => Object.values<EventKind>(kinds));

/** Everything that happens here and that something may follow from. */
export const facts: readonly EventKind[] = [...coreFacts, ...moduleEvents];

/** Everything that is counted of it. */
export const metrics: readonly Metric[] = [
  ...Object.values<Metric>(conversationMetrics),
  ...Object.values<Metric>(modelMetrics),
  ...moduleMetrics,
];
