/** Why a column or table is not in the archive of a client, where several say the same. */
export const OF_ONE_CLIENT = { leftOut: 'the archive is of one client' };
export const WITHIN = { leftOut: 'it stands within what it belongs to' };
export const OF_NO_CLIENT = { leftOut: 'of no client' };
export const SECRET = { leftOut: 'lets in, or proves who somebody is' };
export const DERIVED = { leftOut: 'made again from the documents' };
export const OWN_DOING = { leftOut: 'bookkeeping of Foyer itself' };
