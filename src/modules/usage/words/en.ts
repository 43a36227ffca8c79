import type { Words } from '#shared/i18n/words.ts';
import type { words as french } from './fr.ts';

export const words: Words<typeof french> = {
  intro: 'What answers used, counted when they were written.',
  period: 'Period',
  period_month: 'This month',
  period_last_month: 'Last month',
  period_days_30: 'Last 30 days',
  period_year: 'Last 12 months',
  span: '{{days}}. “Before”: {{before}}.',
  whose: 'Client',
  everyClient: 'All clients',
  answers: 'Answers',
  tokens: 'Tokens',
  input: 'Tokens read',
  output: 'Tokens written',
  cached: 'Of these, remembered',
  cost: 'Cost',
  costBefore: 'Cost before',
  answersBefore: 'Answers before',
  withoutModel_zero: 'all with a model',
  withoutModel_one: '1 of them without a model',
  withoutModel_other: '{{formatted}} of them without a model',
  tokensSplit: '{{input}} read, {{output}} written',
  costHint: 'in the currency of your prices',
  noPrice: 'prices not known',
  same: 'as before',
  more: '{{percent}} more than before',
  less: '{{percent}} less than before',
  nothingBefore: 'nothing before',
  quota: 'Quota of the month',
  quotaUsed: '{{used}} of {{quota}}',
  quotaHint: 'questions this month',
  chart: 'By day',
  chartOfMonths: 'By month',
  chartOf: 'Show',
  chartSays: '{{what}}: {{total}} in all, at most {{most}} ({{when}}). The figures are in the table.',
  table: 'Details',
  by_days: 'By day',
  by_months: 'By month',
  by_models: 'By model',
  by_chatbots: 'By chatbot',
  by_clients: 'By client',
  by_keys: 'By key',
  day: 'Day',
  month: 'Month',
  model: 'Model',
  chatbot: 'Chatbot',
  client: 'Client',
  key: 'Key',
  noModel: 'Without a model (quotations)',
  removedModel: '{{model}} (removed)',
  removedChatbot: 'Deleted chatbot',
  ofDocuments: 'Documents (search by meaning)',
  removedClient: 'Erased client',
  noKey: 'People and visitors',
  notPriced: 'no price',
  noPriceTitle: 'The cost is not complete',
  noPriceAdvice_one:
    'A model without a price was used once. Enter its price, and its next answers will be counted.',
  noPriceAdvice_other:
    'Models without a price were used {{formatted}} times. Enter their prices, and their next answers will be counted.',
  noPriceAsk: 'An administrator can enter prices, on the page Models.',
  toModels: 'Enter prices',
  estimated_one: 'Foyer estimated tokens once, because the server did not count them to the end.',
  estimated_other:
    'Foyer estimated tokens {{formatted}} times, because the server did not count them to the end.',
  empty: 'No answer in this period',
  emptyAdvice: 'Choose another period, or ask a chatbot a question: it will be counted here.',
  toChat: 'Ask a question',
  errors: {},
  help: {
    title: 'Usage',
    summary: 'How many answers, tokens and how much money, and for whom.',
    body: `The page **Usage** says what answers used: by day, model, chatbot, client and key. Choose a period; each figure is compared with the period before, over as many days.

## What is counted

Every answer, when it is written: your own tests too, since a server charges for them. An answer that was stopped counts for what was written. Putting a question in other words to search better counts as well. An answer that Foyer quotes or says **without a model** uses nothing: it counts as one answer, no token, no cost.

What an **online** model reads to search by meaning, or to put passages in order, counts too, in tokens and cost: documents under “Documents (search by meaning)”, questions with their chatbot. It is part of the spending cap on the page Models, but not of a client’s quota, which is about its answers. On your own computer or network nothing of it is counted.

Not counted are the test of a model, and what a server read for a request to which it gave no sign of an answer.

## Tokens

A **token** is a piece of a word. Foyer takes the server’s count. Where the server gives none, or not to the end, Foyer estimates and says so. “Remembered” is what the server had read just before, where it tells; Foyer counts it at the price of tokens read, even if some providers charge less.

## Cost

It comes from the prices on the page **Models**, in the currency you wrote them in. It is kept with each answer: changing a price does not change the past. A model without a price is not part of the cost, and the page says so. On your own computer, enter 0.

## Quota

A client may have a quota for each month, in requests, tokens or cost: tab **Quota and report** of its page. At first it has none. People who administer are told at 80% and at 100%. Once a quota is used up, as you choose: another model answers, quotations only, or nothing any more; visitors then read your sentence. Raising the quota, or a new month, takes effect at once.

Requests are counted exactly. For tokens and cost, Foyer sets aside beforehand what an answer may use: a quota is exceeded by no more than the end of the last answer let in, but a question asked together with many others, close to the quota, may be refused for a moment. A model without a price does not count towards the cost.

## The report of a month

The same tab gives the report of each month, as a PDF, a web page or a table, and mails it on the first of the month to the addresses you choose. It quotes questions of visitors: choose its recipients accordingly.

## Export and print

**Export** gives the table shown, for your spreadsheet. The page can be printed too, with its chart.`,
  },
};
