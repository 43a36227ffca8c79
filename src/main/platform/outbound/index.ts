export { classifyAddress } from './address.ts';
export type { AddressClass } from './address.ts';
export { createOutbound, networkErrorCode } from './outbound.ts';
export type { Outbound, OutboundEvent, OutboundOptions, OutboundPurpose } from './outbound.ts';
export type { ResolvedAddress, ResolveName } from './policy.ts';
