import packageInfo from '../../../package.json' with { type: 'json' };

/** The name by which robots.txt may mean us. */
export const AGENT = 'Foyer';
export const USER_AGENT = `${AGENT}/${packageInfo.version} (+knowledge of a local chatbot)`;
