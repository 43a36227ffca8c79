import { approvalsPlaces } from '../features/approvals/places.ts';
import { auditPlaces } from '../features/audit/places.ts';
import { chatPlaces } from '../features/chat/places.ts';
import { chatbotsPlaces } from '../features/chatbots/places.ts';
import { clientsPlaces } from '../features/clients/places.ts';
import { contactsPlaces } from '../features/contacts/places.ts';
import { conversationsPlaces } from '../features/conversations/places.ts';
import { homePlaces } from '../features/home/places.ts';
import { knowledgePlaces } from '../features/knowledge/places.ts';
import { mailPlaces } from '../features/mail/places.ts';
import { modelsPlaces } from '../features/models/places.ts';
import { modulesOfRail, modulesPlaces } from '../features/modules/places.ts';
import { notificationsPlaces } from '../features/notifications/places.ts';
import { peoplePlaces } from '../features/people/places.ts';
import { settingsPlaces } from '../features/settings/places.ts';
import { sourcesPlaces } from '../features/sources/places.ts';
import { tagsPlaces } from '../features/tags/places.ts';
import { tasksPlaces } from '../features/tasks/places.ts';
import type { Place, RailPlace, SettingsPlace, ShortcutPlace, TabPlace } from '../ui/place.ts';

/** All that can be found, in the order of the rail. */
export const places: readonly Place[] = [
  ...homePlaces,
  ...chatPlaces,
  ...chatbotsPlaces,
  ...knowledgePlaces,
  ...sourcesPlaces,
  ...tagsPlaces,
  ...conversationsPlaces,
  ...contactsPlaces,
  ...approvalsPlaces,
  ...modulesOfRail,
  ...clientsPlaces,
  ...modelsPlaces,
  ...settingsPlaces,
  ...peoplePlaces,
  ...mailPlaces,
  ...notificationsPlaces,
  ...auditPlaces,
  ...modulesPlaces,
  ...tasksPlaces,
];

const inOrder = (a: { order: number }, b: { order: number }) => a.order - b.order;

export const railPlaces: readonly RailPlace[] = places.filter(place => place.in === 'rail');
export const settingsSections: readonly SettingsPlace[] = places
  .filter(place => place.in === 'settings')
  .toSorted(inOrder);
export const shortcuts: readonly ShortcutPlace[] = places
  .filter(place => place.in === 'palette')
  .toSorted(inOrder);
const tabsOf = (of: TabPlace['in']) => places.filter((place): place is TabPlace => place.in === of);
export const chatbotTabs: readonly TabPlace[] = tabsOf('chatbot');
export const clientTabs: readonly TabPlace[] = tabsOf('client');
