export { AddressesCard } from './network/addresses-card.tsx';
export { NetworkSwitch } from './network/network-switch.tsx';
export { OpenInterfaceDialog } from './network/open-interface-dialog.tsx';
export { TestCard } from './network/test-card.tsx';
