export { ConnectionEvent, connectionEventTypes } from './event.js';
export type { ConnectionEventType, Events, EventSubject, NewEvent } from './event.js';
export type { OutboxLog } from './log.js';
export { createOutbox, type Outbox, type OutboxOptions } from './outbox.js';
export { checkReceivers, type WebhookReceiver } from './receivers.js';
