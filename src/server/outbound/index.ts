export { createOutbound, exactOrigins, type OutboundOptions } from './create-outbound.js';
