export { createOutbound, type OutboundOptions } from './create-outbound.js';
