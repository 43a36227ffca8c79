/** What the tables of a module may use. Apart from `api.ts`, which stands on all tables together. */
export { column, lookUp, stillThere } from '#main/db/rules/audit-conditions.ts';
export { OF_NO_CLIENT, OF_ONE_CLIENT, OWN_DOING, WITHIN } from '#main/db/rules/reasons.ts';
export { tableRules } from '#main/db/rules/table-rules.ts';
export { chatbots } from '#main/db/schema/chatbots.ts';
export { clients } from '#main/db/schema/clients.ts';
export { models } from '#main/db/schema/models.ts';
export { conversations, messages } from '#main/db/schema/conversations.ts';
export { users } from '#main/db/schema/accounts.ts';
export { visitors } from '#main/db/schema/visitors.ts';
