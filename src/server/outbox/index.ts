export type { ConnectionEvent, ConnectionEventType, Events, EventSubject, NewEvent } from './event.js';
