export { createDelivery, type Delivery } from './delivery.ts';
export { createEventLog, requireKnown, type EventLog, type Events } from './event-log.ts';
export { defineEvent, type EventKind, type EventOf } from './kind.ts';
export { createEventStore } from './store.ts';
export { DELIVERS, derivedWork, eventWork, type EventWork } from './subscription.ts';
