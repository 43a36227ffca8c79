import type { Words } from '#shared/i18n/words.ts';
import type { words as french } from './fr.ts';

export const words: Words<typeof french> = {
  intro:
    'When one of these questions is asked, the chatbot gives the office’s own answer before it looks into the documents.',
  chatbot: 'Chatbot',
  add: 'Add an answer',
  search: 'Search questions and answers',
  empty: 'No frequent answers yet',
  emptyAdvice:
    'Write the answer to a question that comes up often, take up one that is proposed, or import a table.',
  noMatch: 'No answer matches',
  noMatchAdvice: 'Search with other words.',
  clear: 'Clear the search',
  noChatbot: 'No chatbot',
  noChatbotAdvice: 'A frequent answer belongs to a chatbot: create one first.',
  toChatbots: 'See the chatbots',
  state_current: 'In use',
  state_later: 'Later',
  state_over: 'Over',
  from: 'from {{day}}',
  until: 'until {{day}}',
  edit: 'Edit',
  remove: 'Delete',
  removeTitle: 'Delete this answer?',
  removeBody: 'To “{{question}}”, the chatbot will answer from the documents again.',
  removed: 'Answer deleted',
  saved: 'Answer saved',
  editor: {
    new: 'New frequent answer',
    existing: 'Edit the answer',
    question: 'Question',
    answer: 'The office’s answer',
    answerHint: 'Said as it stands. Markdown is allowed.',
    synonyms: 'Other ways to ask it',
    synonymsHint: 'One a line. “fee = price” says that two words mean the same.',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    datesHint: 'These days included, by the client’s calendar. Empty: no limit.',
    reversed: 'The last day comes before the first.',
    sourceUrl: 'Link to read more',
    urlInvalid: 'An address that begins with https:// or http://',
    save: 'Save',
  },
  proposals: {
    title: 'Often asked',
    hint: 'Your own tests do not count. The questions asked most and answered worst come first.',
    none: 'No question comes up often enough yet.',
    asked_one: 'asked {{count}} time',
    asked_many: 'asked {{count}} times',
    asked_other: 'asked {{count}} times',
    unanswered_one: 'not answered {{count}} time',
    unanswered_many: 'not answered {{count}} times',
    unanswered_other: 'not answered {{count}} times',
    accept: 'Answer',
    dismiss: 'Propose no more',
    dismissed: 'This question will not be proposed again',
  },
  exportTable: 'Export',
  importing: {
    open: 'Import',
    title: 'Import a table',
    hint: 'A CSV file with the columns “Question” and “Answer”, and if you like “Synonyms” (parted by | ), “Valid from”, “Valid until” and “Link”. A question that is already there is updated.',
    choose: 'Choose a CSV file',
    will: 'What will happen',
    added_one: '{{count}} answer added',
    added_many: '{{count}} answers added',
    added_other: '{{count}} answers added',
    changed_one: '{{count}} answer changed',
    changed_many: '{{count}} answers changed',
    changed_other: '{{count}} answers changed',
    same_one: '{{count}} answer unchanged',
    same_many: '{{count}} answers unchanged',
    same_other: '{{count}} answers unchanged',
    refused_one: '{{count}} line left out',
    refused_many: '{{count}} lines left out',
    refused_other: '{{count}} lines left out',
    lineRefused: 'Line {{line}}, “{{question}}”: {{problem}}',
    lineEmpty: 'Line {{line}}: {{problem}}',
    nothing: 'Nothing to import from this file.',
    tooLarge: 'This file is too large: 1 MB at most. Split it.',
    confirm: 'Import',
    done: 'Table imported',
    problem_question_missing: 'the question is missing',
    problem_answer_missing: 'the answer is missing',
    problem_too_long: 'the question, the answer or a synonym is too long',
    problem_date_unreadable: 'a date cannot be read: write 30/11/2026 or 2026-11-30',
    problem_dates_reversed: 'the last day comes before the first',
    problem_address_unreadable: 'the link is not a web address',
    problem_twice_in_file: 'the question stands further up in this file already',
    problem_too_many_synonyms: 'there are more than 30 synonyms',
  },
  errors: {
    duplicate: {
      title: 'This question has an answer already',
      advice: 'Edit the answer that is there, or give it a synonym.',
    },
    full: {
      title: 'This chatbot has as many frequent answers as it may have',
      advice: 'Delete those that are of no more use, or put these answers into a document.',
    },
    unreadable_file: {
      title: 'This table cannot be read',
      advice: 'Its first line must name a column “Question” and a column “Answer”.',
    },
  },
  help: {
    title: 'Frequent answers',
    summary: 'Answering the questions that keep coming up yourself.',
    body: `A **frequent answer** is a question and what the office answers to it. When somebody asks that question, the chatbot gives that answer, word for word, before it looks into the documents. It is marked “The office’s answer”.

## When it is given

The question need not be the same to the letter: accents, politeness, plurals and a typing error do not count. But another date, number, name or place, or a “not”, makes it another question, and the chatbot then looks into the documents. When in doubt, it does not guess.

Under **Other ways to ask it**, note the turns of phrase your visitors use, one a line. The line “fee = price” says that these two words mean the same.

## Dates

An answer may hold from a day, until a day, or both: summer hours, an enrolment. These are days of the client’s time zone.

## Often asked

Foyer brings questions together that ask the same and proposes the most frequent ones, those without a good answer first. Your own tests do not count. **Answer** opens one that starts from the last good answer; **Propose no more** sets the question aside.

## Import and export

**Export** gives a table for your spreadsheet; **Import** takes it back, after showing line by line what will happen.

## Switching it off

In **Settings → Modules**, an administrator switches the module on or off for the client shown. While it is off, the answers are kept but not given.`,
  },
};
